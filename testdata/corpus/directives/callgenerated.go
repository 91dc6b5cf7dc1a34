package directives

// CallsGenerated is unsafe: by a directive in a generated file.
func CallsGenerated(zone string) error {
	return GenOnly(zone) // want `KM001: directives\.GenOnly needs the key master, as declared \(//keymaster:only -- generated\)`
}
