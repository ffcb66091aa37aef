extension URN {
    /// Returns the name in a text that may be a URN, or the text itself if it is not.
    public static func name(in text: String) -> String { URN(text)?.name ?? text }

    /// Returns the type of a URN with its parents' types, `a:b:C$d:e:F`; empty if the text is not a URN.
    public static func qualifiedType(in text: String) -> Substring { Substring(URN(text)?.qualifiedType ?? "") }
}
