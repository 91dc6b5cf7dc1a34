package catalog

import (
	"go/types"
	"slices"
)

// What rows about commands name: how a call gives one, and how a process is described.

// runner looks up where an operation's command is.
func (r Resolver) runner(at string, fn *types.Func, o Operation) {
	for i, p := range o.Command {
		at := index(at+".command", i)
		// A method of WMI comes last; what stands before it is its class, or an object that is of it.
		if typ := r.place(at, fn, p); typ != nil && (o.Reads != ReadWMI || i == len(o.Command)-1) {
			r.command(at, typ, o.Reads)
		}
	}
	if typ := r.place(at+".stdin", fn, o.Stdin); typ != nil && !isText(typ) && !types.IsInterface(typ) {
		r.errorf(at+".stdin", "%s is a %s, neither a text nor a reader", o.Stdin, typ)
	}
	for i, p := range o.With {
		r.place(index(at+".with", i), fn, p)
	}
	if o.Status != "" && basic(o.Status) == nil {
		r.errorf(at+".status", "%s is no type of Go's own", o.Status)
	}
}

// command complains of a type whose values are not read as commands.
func (r Resolver) command(at string, typ types.Type, reads Reading) {
	switch {
	case reads != ReadProcess:
		r.text(at, typ)
	case r.catalog.ProcessOf(typeName(typ)) == nil:
		r.errorf(at, "a %s is no process of a row", typ)
	}
}

// text complains of a type that is neither a text nor a list of them.
func (r Resolver) text(at string, typ types.Type) {
	if typ != nil && !isText(typ) && !isTexts(typ) {
		r.errorf(at, "a %s is no text, and no list of texts", typ)
	}
}

func (r Resolver) process(at string, p Process) {
	typ, _ := r.name(at+".type", p.Type).(*types.TypeName)
	if typ == nil {
		return
	}
	r.text(at+".path", r.field(at+".path", typ.Type(), p.Path))
	r.text(at+".args", r.field(at+".args", typ.Type(), p.Args))
	r.field(at+".stdin", typ.Type(), p.Stdin)
	r.functions(at+".pipes", p.Pipes)
	for i, s := range p.New {
		at := index(at+".new", i)
		fn := r.Function(at+".func", s.Func)
		if fn == nil {
			continue
		}
		r.text(at+".program", r.place(at+".program", fn, s.Program))
		r.text(at+".args", r.place(at+".args", fn, s.Args))
		if made := r.place(at+".func", fn, "result 0"); made != nil && typeName(made) != typ {
			r.errorf(at+".func", "%s makes a %s, no %s", s.Func, made, p.Type)
		}
	}
}

func (r Resolver) textOf(at string, t TextOf) {
	if fn := r.Function(at+".func", t.Func); fn != nil {
		r.place(at+".from", fn, t.From)
		r.place(at+".to", fn, t.To)
	}
}

func (r Resolver) errorType(at string, e ErrorType) {
	name, pointer := e.name()
	if typ, ok := r.name(at+".type", name).(*types.TypeName); ok {
		t := typ.Type()
		if pointer {
			t = types.NewPointer(t)
		}
		if !types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface)) {
			r.errorf(at+".type", "%s is no error", e.Type)
		}
	}
	for i, path := range e.Of {
		r.Package(path)
		if !slices.ContainsFunc(r.catalog.packs, func(p *Pack) bool { return p.operates(path) }) {
			r.errorf(index(at+".of", i), "no operation is of the package %s", path)
		}
	}
}

// operates reports whether p has an operation of the package path.
func (p *Pack) operates(path string) bool {
	return slices.ContainsFunc(p.Operations, func(o Operation) bool {
		s, err := parseFunc(o.Func)
		return err == nil && s.pkg == path
	})
}
