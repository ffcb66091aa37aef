extension URN {
    /// The name in a text that should be a URN; the text itself if it is none.
    public static func name(in text: String) -> String { URN(text)?.name ?? text }

    /// The type of a URN with its parents' types, `a:b:C$d:e:F`; empty if the text is no URN.
    public static func qualifiedType(in text: String) -> Substring { Substring(URN(text)?.qualifiedType ?? "") }
}
