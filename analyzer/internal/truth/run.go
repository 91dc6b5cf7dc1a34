package truth

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A Limit bounds what is tried for one function.
type Limit struct {
	Execs int // assignments
	Loops int // iterations of a loop
}

// A Chain is what the executions say about one way to an operation. It mirrors lab.Chain.
type Chain struct {
	Lines           []int // the calls of helpers, outermost first, and the operation
	Strict, Lenient bool
	Mixed           bool // lost on some only of the routes to a function value around it
	Trace           string
}

// A Run is what the executions say about one exported function. It mirrors lab.Result.
type Run struct {
	Name   string
	Execs  int
	Over   bool
	Panics string
	Chains []Chain
}

const mainHead = `
func main() {
	rt.Hooks.Cond, rt.Hooks.Count, rt.Hooks.Err = lab.Cond, lab.Count, lab.Err
	rt.Hooks.Log = func(...any) {}
	rt.Hooks.Held = func() bool { return lab.Held }
	rt.Hooks.Require = lab.Require
	rt.Hooks.Check = lab.Check
	rt.Hooks.Done = lab.Done
	lab.Other = &rt.Wrapped{Cause: errors.Join(errors.New("something"), errors.New("else"))}
	rt.Hooks.As = func() (*rt.Server, bool) { return new(rt.Server), lab.Held }
	rt.Hooks.Role = func() rt.Kind { return rt.Kind(lab.Role()) }
	dns.Refuse = func(s crypto.Signer, bits int) error {
		if c, ok := s.(lab.Signer); ok {
			return lab.Operation(c.Site)
		}
		return lab.Operation(bits)
	}
	dns.Update = lab.Update
	server := func() *rt.Server {
		if lab.Held {
			return &rt.Server{IsKeyMaster: true, KeyMasterServer: rt.Hostname}
		}
		return new(rt.Server)
	}
	_ = server
	var execs, loops int
	fmt.Sscan(os.Args[1], &execs)
	fmt.Sscan(os.Args[2], &loops)
	only := map[string]bool{}
	for _, name := range os.Args[3:] {
		only[name] = true
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, f := range []struct {
		name    string
		helpers bool
		call    func()
	}{
`

const mainTail = `	} {
		if len(only) == 0 || only[f.name] {
			lab.Run(out, f.name, f.helpers, f.call, execs, loops)
		}
	}
}
`

// A program is a compiled batch.
type program struct{ path string }

// compile builds the instrumented form of b. It uses b's syntax up.
func (w *World) compile(b *batch) (*program, error) {
	static := staticChains(b.pkg)
	decls, roots, err := b.instrument(w.fset)
	if err != nil {
		return nil, err
	}
	var m strings.Builder
	m.WriteString(mainHead)
	for _, r := range roots {
		helpers := slices.ContainsFunc(static[r.name], func(p path) bool { return p.indirect })
		fmt.Fprintf(&m, "\t\t{%q, %t, func() { %s(%s) }},\n", r.name, helpers, r.name, r.args)
	}
	m.WriteString(mainTail)
	dir := "run" + strings.TrimPrefix(filepath.Base(b.pkg.PkgPath), "cases")
	imports := file("main", decls, nil)
	if err := w.write(dir+"/cases.go", imports); err != nil {
		return nil, err
	}
	if err := w.write(dir+"/main.go", file("main", m.String(), nil)); err != nil {
		return nil, err
	}
	bin := filepath.Join(w.dir, dir, "run")
	// Most of the time goes into compiling: optimising would not pay.
	cmd := exec.Command("go", "build", "-gcflags=-N -l", "-ldflags=-s -w", "-o", bin, "./"+dir)
	cmd.Dir, cmd.Env = w.dir, goEnv()
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %v\n%s", err, out)
	}
	return &program{bin}, nil
}

// run executes the named functions, or all of them, under every assignment.
func (p *program) run(limit Limit, names ...string) (map[string]Run, error) {
	args := append([]string{fmt.Sprint(limit.Execs), fmt.Sprint(limit.Loops)}, names...)
	cmd := exec.Command(p.path, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("running: %v\n%.2000s", err, stderr.String())
	}
	runs := map[string]Run{}
	for dec := json.NewDecoder(&stdout); dec.More(); {
		var r Run
		if err := dec.Decode(&r); err != nil {
			return nil, err
		}
		runs[r.Name] = r
	}
	return runs, nil
}

// remove frees what the batch left on disk.
func (w *World) remove(b *batch) {
	dir := filepath.Base(b.pkg.PkgPath)
	os.RemoveAll(filepath.Join(w.dir, dir))
	os.RemoveAll(filepath.Join(w.dir, "run"+strings.TrimPrefix(dir, "cases")))
}

// exportedIn lists the exported functions of a case.
func exportedIn(src string) []string {
	var names []string
	for line := range strings.Lines(src) {
		rest, ok := strings.CutPrefix(line, "func ")
		if name, _, found := strings.Cut(rest, "("); ok && found && token.IsExported(name) {
			names = append(names, name)
		}
	}
	return names
}
