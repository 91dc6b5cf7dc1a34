package directives

//keymaster:only // a test: nothing is said of a bad directive

// TestOnly is silent: tests sign with throw-away keys.
func testOnly(zone string) error { return Resign(zone) } //keymaster:ignore KM001 -- suppresses nothing here
