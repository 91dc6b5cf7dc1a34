package edge

// Lines is unsafe: the position is that of the directive.
func Lines(j *Job) error {
//line template.tmpl:100
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

//line lines.go:20

// LinesGuarded is safe: line directives change nothing but positions.
func LinesGuarded(j *Job) error {
//line other.tmpl:7
	if !isKeyMaster() {
		return errMoved
	}
//line other.tmpl:1
	return j.Sig.Sign(j.Key, j.Set)
}

// LinesInline is unsafe: a directive in the middle of a line.
func LinesInline(j *Job) error {
	/*line other.tmpl:40:1*/ return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}
