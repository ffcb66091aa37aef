import Glibc

// An AWS endpoint that answers at once: instant-aws
// Prints its port, and serves until its standard input ends; then how many calls it answered.

var cloud = InstantCloud()
var server = try HTTPServer()
print(server.port)
fflush(nil)
let count = try server.serve { request in cloud.answer(request) }
print(count)
