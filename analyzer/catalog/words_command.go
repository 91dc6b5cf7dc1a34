package catalog

// What rows about commands say, in words.

var shellWords = map[Shell]string{
	PowerShell: "the cmdlet",
	Dnscmd:     "the verb of dnscmd",
	MSRPC:      "the operation of MS-DNSP",
	WMI:        "class and method of WMI",
}

// Recognised says which commands count.
func (c *Command) Recognised() string {
	s := shellWords[c.Shell] + " `" + c.Name + "`"
	if c.Only != nil {
		s += " where `" + c.Only.Parameter + "` is " + Quoted(c.Only.In, ", ")
	}
	if len(c.Unless) > 0 {
		s += ", but not with " + Quoted(c.Unless, " or ")
	}
	return s
}

// textual reports whether the command prints what it has to say. Other ones are called, and answer with a number.
func (c *Command) textual() bool { return c.Shell == PowerShell || c.Shell == Dnscmd }

// ZoneWords says where the command names the zone, if it does so itself.
func (c *Command) ZoneWords() string {
	if c.Zone == "" {
		return ""
	}
	return "parameter `" + c.Zone + "`"
}

// ServerWords says where the command names the server.
func (c *Command) ServerWords() string {
	switch {
	case c.Shell == Dnscmd:
		return "the word before the verb, else this computer"
	case len(c.Server) > 0:
		return "parameter " + Quoted(c.Server, ", else ") + ", else this computer"
	}
	return ""
}

// Arrives says where the refusal of a command arrives.
func (c *Command) Arrives() string {
	switch {
	case c.Means != Operates:
		return ""
	case c.textual():
		return "the text that the command prints"
	}
	return "the results that the row of the call names"
}

// TestedBy says what tests the refusal of a command.
func (c *Command) TestedBy() string {
	if c.Means != Operates {
		return ""
	}
	words := testWords[Code]
	if c.textual() {
		words = testWords[Text]
	}
	return words + "; for example `" + c.Handle + "`"
}
