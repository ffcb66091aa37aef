/// The part of a command's help that its declaration does not hold: its positional arguments and examples.
struct CommandGuide: Sendable {
    /// A row of the help: a placeholder and its meaning, or a command line and its effect.
    typealias Row = (String, String)

    /// The positional arguments by their placeholders in the usage line.
    let arguments: [Row]
    /// Command lines with their effects.
    let examples: [Row]

    init(_ arguments: [Row] = [], examples: [Row]) {
        self.arguments = arguments
        self.examples = examples
    }

    /// The guides of all commands, by path.
    static let all: [String: CommandGuide] = root.merging(deployment) { $1 }
        .merging(stack) { $1 }.merging(config) { $1 }.merging(state) { $1 }

    private static let stackName: Row = ("NAME", "The stack (default: the current one)")
    private static let urn: Row = ("URN", "A resource's URN; `awsx stack --show-urns` lists them")
    private static let key: Row = ("KEY", "A configuration key, such as aws:region, or a name of this project's own")
    private static let clusterURN = "urn:pulumi:dev::web::aws:ecs/cluster:Cluster::cluster"

    private static let root: [String: CommandGuide] = [
        "": CommandGuide(examples: [
            ("awsx new load-balanced-fargate-nginx --dir web", "Create a project"),
            ("awsx up --local", "Deploy it to local AWS"),
            ("awsx up", "Deploy it to the AWS account and region of your environment"),
        ]),
        "help": CommandGuide(
            [("COMMAND", "The command, such as `stack init` (default: all)")],
            examples: [("awsx help stack init", "Print the help of `awsx stack init`")]
        ),
        "about": CommandGuide(examples: [("awsx about --json", "Print the same as JSON, for a bug report")]),
        "new": CommandGuide(
            [("TEMPLATE", "The template; `awsx new --list-templates` lists them")],
            examples: [
                ("awsx new load-balanced-fargate-nginx --dir web", "Create the project `web` in a new folder"),
                ("awsx new --list-templates", "List the templates"),
            ]
        ),
        "status": CommandGuide(
            [("NAME", "A service, or a resource above services: NAME, TYPE::NAME or URN (default: all)")],
            examples: [
                ("awsx status", "Show services, tasks, targets, images, failures and events"),
                ("awsx status web --json", "Print the same of one service as JSON"),
            ]
        ),
        "logs": CommandGuide(examples: [
            ("awsx logs --follow", "Print the events of the last hour, and new ones as they arrive"),
            ("awsx logs --since 10m --resource service", "Print the last ten minutes of one service"),
        ]),
        "run": CommandGuide(
            [
                (
                    "TASK-DEFINITION",
                    "A resource of the stack (NAME, TYPE::NAME or URN), or a family, FAMILY:REVISION or ARN"
                ),
                ("COMMAND", "The command of the container (default: that of the task definition)"),
            ],
            examples: [
                ("awsx run migrate", "Run a task of the task definition `migrate`, with its own command"),
                ("awsx run migrate --env DRY_RUN=1 -- ./migrate --to 42", "Run another command in it"),
                ("awsx run web:7 --cluster prod --capacity-provider FARGATE_SPOT", "Run revision 7 of a family"),
            ]
        ),
        "exec": CommandGuide(
            [
                (
                    "SERVICE|TASK",
                    "A service of the stack or the cluster, or a running task (default: the only service)"
                ),
                ("COMMAND", "The command (default: /bin/sh)"),
            ],
            examples: [
                ("awsx exec web", "Open a shell in a task of the service `web`"),
                ("awsx exec web --container nginx -- nginx -T", "Run a command in one of its containers"),
            ]
        ),
        "replay": CommandGuide(
            [("RECORDING", "A folder with a file grpc.json, as --record makes it, or such a file")],
            examples: [
                ("awsx replay recordings/web", "Replay one recording, without AWS"),
                ("awsx replay recordings/web --call create --local", "Create its resources in local AWS again"),
            ]
        ),
        "local": CommandGuide(examples: [("awsx local start", "Start local AWS")]),
        "local start": CommandGuide(examples: [("awsx local start", "Start local AWS and print its URL")]),
        "local stop": CommandGuide(examples: [("awsx local stop", "Stop local AWS; everything in it is lost")]),
        "local status": CommandGuide(examples: [("awsx local status", "Print the URL of local AWS")]),
        "login": CommandGuide(
            [("URL", "A folder as file://PATH (default: file://~)")],
            examples: [
                ("awsx login --local", "Store the state in ~/.pulumi"),
                ("awsx login file:///srv/state", "Store the state in /srv/state/.pulumi"),
            ]
        ),
        "logout": CommandGuide(
            [("URL", "The backend to deselect (default: the selected one)")],
            examples: [("awsx logout", "Deselect the backend")]
        ),
        "whoami": CommandGuide(examples: [("awsx whoami --verbose", "Print the user and the backend")]),
        "version": CommandGuide(examples: [("awsx version", "Print the version")]),
        "gen-completion": CommandGuide(
            [("bash|zsh|fish", "The shell")],
            examples: [
                ("source <(awsx gen-completion bash)", "Complete commands and flags in this bash"),
                ("awsx gen-completion fish > ~/.config/fish/completions/awsx.fish", "Install it for fish"),
            ]
        ),
        "gen-markdown": CommandGuide(examples: [
            ("awsx gen-markdown > docs/commands.md", "Write the reference of all commands")
        ]),
    ]

    private static let deployment: [String: CommandGuide] = [
        "up": CommandGuide(examples: [
            ("awsx up", "Show a preview, ask, and deploy"),
            ("awsx up --yes --stack prod", "Deploy the stack `prod` without asking"),
            ("awsx up --local", "Deploy to local AWS"),
        ]),
        "preview": CommandGuide(examples: [
            ("awsx preview --diff", "Show the changed properties"),
            ("awsx preview --expect-no-changes", "Fail if the program and the stack differ"),
        ]),
        "destroy": CommandGuide(examples: [
            ("awsx destroy", "Show what will be deleted, ask, and delete it"),
            ("awsx destroy --yes --remove", "Delete the resources and then the stack, without asking"),
        ]),
        "refresh": CommandGuide(examples: [
            ("awsx refresh --preview-only --diff", "Show how AWS differs from the state")
        ]),
        "import": CommandGuide(
            [
                ("TYPE", "The type, such as aws:ecs:Cluster"), ("NAME", "The name of the resource in the program"),
                ("ID", "The id in AWS, such as the name of a cluster"),
            ],
            examples: [
                ("awsx import aws:ecs:Cluster cluster production", "Import the cluster `production`"),
                ("awsx import --file resources.json", "Import the resources listed in a file"),
            ]
        ),
        "cancel": CommandGuide(
            [stackName],
            examples: [("awsx cancel dev", "Unlock the stack `dev` after its deployment has died")]
        ),
    ]

    private static let stack: [String: CommandGuide] = [
        "stack": CommandGuide(examples: [
            ("awsx stack --show-ids", "Show the current stack with the resources' ids")
        ]),
        "stack init": CommandGuide(
            [("NAME", "The name of the new stack")],
            examples: [("awsx stack init prod --copy-config-from dev", "Create `prod` with the settings of `dev`")]
        ),
        "stack ls": CommandGuide(examples: [("awsx stack ls --all", "List the stacks of all projects")]),
        "stack select": CommandGuide(
            [("NAME", "The stack to select")],
            examples: [("awsx stack select prod", "Use `prod` in the commands that follow")]
        ),
        "stack unselect": CommandGuide(examples: [("awsx stack unselect", "Deselect the current stack")]),
        "stack rm": CommandGuide([stackName], examples: [("awsx stack rm dev", "Remove the stack `dev`")]),
        "stack rename": CommandGuide(
            [("NEW-NAME", "The new name: NAME, or organization/PROJECT/NAME for another project")],
            examples: [("awsx stack rename staging", "Rename the current stack")]
        ),
        "stack output": CommandGuide(
            [("NAME", "The output (default: all)")],
            examples: [
                ("awsx stack output url", "Print the output `url`"),
                ("awsx stack output --json --show-secrets", "Print all outputs as JSON, secrets included"),
            ]
        ),
        "stack history": CommandGuide(examples: [
            ("awsx stack history --full-dates", "List the latest ten updates")
        ]),
        "stack graph": CommandGuide(
            [("FILE", "The file to write (default: standard output)")],
            examples: [
                ("awsx stack graph stack.dot", "Write the graph to a file"),
                ("awsx stack graph --short-node-name | dot -Tsvg > stack.svg", "Draw it with Graphviz"),
            ]
        ),
        "stack tag": CommandGuide(examples: [("awsx stack tag ls", "List the tags")]),
        "stack tag get": CommandGuide(
            [("NAME", "The tag")],
            examples: [("awsx stack tag get owner", "Print the value of the tag `owner`")]
        ),
        "stack tag ls": CommandGuide(examples: [("awsx stack tag ls", "List the tags")]),
        "stack tag rm": CommandGuide(
            [("NAME", "The tag")],
            examples: [("awsx stack tag rm owner", "Remove the tag `owner`")]
        ),
        "stack tag set": CommandGuide(
            [("NAME", "The tag"), ("VALUE", "Its value")],
            examples: [("awsx stack tag set owner web-team", "Set the tag `owner`")]
        ),
        "stack export": CommandGuide(examples: [
            ("awsx stack export --file state.json", "Write the state to a file")
        ]),
        "stack import": CommandGuide(examples: [
            ("awsx stack import --file state.json", "Replace the state by the contents of a file")
        ]),
        "stack change-secrets-provider": CommandGuide(
            [("passphrase", "The only provider of secrets")],
            examples: [("awsx stack change-secrets-provider passphrase", "Choose a new passphrase")]
        ),
    ]

    private static let config: [String: CommandGuide] = [
        "config": CommandGuide(examples: [("awsx config --show-secrets", "List all values, secrets included")]),
        "config get": CommandGuide([key], examples: [("awsx config get aws:region", "Print the region")]),
        "config set": CommandGuide(
            [key, ("VALUE", "The value (default: read from standard input)")],
            examples: [
                ("awsx config set aws:region us-west-2", "Deploy to this region"),
                ("awsx config set --secret password", "Ask for a value and encrypt it"),
                ("awsx config set --path 'servers[0].port' 8080", "Set one element of a list"),
            ]
        ),
        "config set-all": CommandGuide(examples: [
            ("awsx config set-all --plaintext size=2 --secret token=abc", "Set two values")
        ]),
        "config rm": CommandGuide([key], examples: [("awsx config rm size", "Remove the value of `size`")]),
        "config rm-all": CommandGuide([key], examples: [("awsx config rm-all size token", "Remove two values")]),
        "config refresh": CommandGuide(examples: [
            ("awsx config refresh", "Restore the settings file from the stack's history")
        ]),
        "config cp": CommandGuide(
            [("KEY", "The configuration key (default: all)")],
            examples: [("awsx config cp --dest prod", "Copy all values to the stack `prod`")]
        ),
    ]

    private static let state: [String: CommandGuide] = [
        "state": CommandGuide(examples: [("awsx state protect --all", "Protect all resources from deletion")]),
        "state delete": CommandGuide(
            [urn],
            examples: [("awsx state delete \(clusterURN)", "Stop managing a cluster, which stays in AWS")]
        ),
        "state rename": CommandGuide(
            [urn, ("NAME", "The new name")],
            examples: [("awsx state rename \(clusterURN) main", "Rename a resource as the program does")]
        ),
        "state protect": CommandGuide([urn], examples: [("awsx state protect \(clusterURN)", "Protect a cluster")]),
        "state unprotect": CommandGuide(
            [urn],
            examples: [
                ("awsx state unprotect \(clusterURN)", "Allow the deletion of a cluster")
            ]
        ),
        "state taint": CommandGuide(
            [urn],
            examples: [
                ("awsx state taint \(clusterURN)", "Replace a cluster at the next `awsx up`")
            ]
        ),
        "state untaint": CommandGuide(
            [urn],
            examples: [
                ("awsx state untaint --all", "Remove the mark from all resources")
            ]
        ),
        "state move": CommandGuide(
            [urn],
            examples: [("awsx state move --dest prod \(clusterURN)", "Move a cluster to the stack `prod`")]
        ),
        "state repair": CommandGuide(examples: [("awsx state repair", "Show the faults, ask, and repair them")]),
        "state edit": CommandGuide(examples: [("awsx state edit --editor nano", "Edit the state with nano")]),
        "state upgrade": CommandGuide(examples: [("awsx state upgrade", "Convert the stacks of the backend")]),
    ]
}
