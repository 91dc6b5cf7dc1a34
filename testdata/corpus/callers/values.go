package callers

import (
	"errors"
	"net/http"
	"sync"
)

var job = new(Job)

// hooks has a function field that the package fills and calls.
type hooks struct{ sign func(*Job) error }

func signHook(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// FieldAsks is safe: the field is called under the check.
func FieldAsks(j *Job) error {
	h := hooks{sign: signHook}
	if !isKeyMaster() {
		return errMoved
	}
	return h.sign(j)
}

// FieldBare is unsafe: the field's other call does not ask.
func FieldBare(j *Job) error {
	h := hooks{sign: signHook}
	return h.sign(j) // want `KM001: .*(sign|Sign)`
}

// FieldTests is safe: the literal in the field has its error tested.
func FieldTests(j *Job) error {
	h := &hooks{func(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }}
	if err := h.sign(j); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// FieldHandedOn is unsafe: who gets the struct may call it anywhere.
func FieldHandedOn(j *Job) error {
	h := &hooks{func(j *Job) error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}}
	note(h)
	if err := h.sign(j); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// ListAsks is safe: the list is called under the check.
func ListAsks(j *Job) error {
	list := []func() error{
		func() error { return j.Sig.Sign(j.Key, j.Set) },
		func() error { return errMoved },
	}
	for _, f := range list {
		if !isKeyMaster() {
			break
		}
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// Hooks has a function field that anybody may call.
type Hooks struct{ Sign func(*Job) error }

// signPublic is unsafe: whoever has the hooks calls it.
func signPublic(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// NewHooks hands it out.
func NewHooks() Hooks { return Hooks{Sign: signPublic} }

func signA(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

func signB(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return err
	}
	return nil
}

var table = map[string]func(*Job) error{"a": signA, "b": signB}

// TableAsks is safe: the package shows all calls of what the table holds.
func TableAsks(name string, j *Job) error {
	if f := table[name]; f != nil && isKeyMaster() {
		return f(j)
	}
	return nil
}

// signListed is reported at the call that does not ask.
func signListed(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

func noteListed(j *Job) error { note(j); return nil }

var listed = []func(*Job) error{noteListed, signListed}

// ListedAsks is safe.
func ListedAsks(i int, j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return listed[i](j)
}

// ListedBare is unsafe: the table's function may be the one that signs.
func ListedBare(i int, j *Job) error {
	return listed[i](j) // want `KM001: .*(listed|sign|Sign)`
}

// ListedFirst is silent: the first one signs nothing.
func ListedFirst(j *Job) error { return listed[0](j) }

// ListedTests is safe: whichever it is, its error is tested.
func ListedTests(j *Job) error {
	for _, f := range listed {
		if err := f(j); errors.Is(err, errKM) {
			return errMoved
		}
	}
	return nil
}

// signReplaced is unsafe: the table is written, and who calls what is in it cannot be seen.
func signReplaced(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

var replaced = map[string]func(*Job) error{"sign": signReplaced}

// Replace puts another function in the table.
func Replace(f func(*Job) error) { replaced["sign"] = f }

// ReplacedAsks is safe by itself.
func ReplacedAsks(j *Job) error {
	if isKeyMaster() {
		return replaced["sign"](j)
	}
	return nil
}

// signC is unsafe: the table's only call does not ask.
func signC(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

var steps = []func(*Job) error{signC}

// Steps is unsafe, reported in the function that the table holds.
func Steps(j *Job) {
	for _, s := range steps {
		note(s(j))
	}
}

// signD is unsafe: the table is exported.
func signD(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Table is there for all.
var Table = map[string]func(*Job) error{"d": signD}

// TableCall is safe by itself, which does not save the function.
func TableCall(j *Job) error {
	if isKeyMaster() {
		return Table["d"](j)
	}
	return nil
}

func signE(j *Job) error { return j.Sig.Sign(j.Key, j.Set) } // known-noise: KM001 Sign

// Either is unsafe: what it calls does not ask, and its other use does.
func Either(j *Job, other func(*Job) error) error {
	f := other
	if f == nil {
		f = signE
	}
	return f(j) // known-miss: KM001
}

// EitherAsks is safe.
func EitherAsks(j *Job) error {
	if isKeyMaster() {
		return signE(j)
	}
	return nil
}

// option is a functional option.
type option func(*config)

type config struct{ sign func(*Job) error }

func withSign(f func(*Job) error) option { return func(c *config) { c.sign = f } }

func configure(options ...option) *config {
	c := &config{}
	for _, o := range options {
		o(c)
	}
	return c
}

func signOption(j *Job) error { return j.Sig.Sign(j.Key, j.Set) } // known-noise: KM001 Sign

// OptionAsks is safe: the option's function is called under the check.
func OptionAsks(j *Job) error {
	c := configure(withSign(signOption))
	if !isKeyMaster() {
		return errMoved
	}
	return c.sign(j)
}

// Option is an exported functional option.
type Option func(*Config)

// Config is what options set up.
type Config struct{ Sign func(*Job) error }

// signForOption is unsafe: whoever applies the option calls it.
func signForOption(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// WithSign is an option for all.
func WithSign() Option { return func(c *Config) { c.Sign = signForOption } }

// Resigned is unsafe: the option itself signs.
func Resigned(j *Job) Option {
	return func(*Config) {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}
}

// Handler is unsafe: a conversion is no call, and the server runs it.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(w, r, job.Sig.Sign(job.Key, job.Set)) // want `KM001: .*Sign`
	})
}

// HandlerAsks is safe: the literal asks.
func HandlerAsks() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isKeyMaster() {
			http.NotFound(w, r)
			return
		}
		note(job.Sig.Sign(job.Key, job.Set))
	})
}

// HandlerMade is safe: the literal is made under the check.
func HandlerMade() http.Handler {
	if !isKeyMaster() {
		return http.NotFoundHandler()
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(job.Sig.Sign(job.Key, job.Set))
	})
}

// serveSign is unsafe: the server runs it.
func serveSign(w http.ResponseWriter, r *http.Request) {
	note(w, r, job.Sig.Sign(job.Key, job.Set)) // want `KM001: .*Sign`
}

// Routes registers it.
func Routes(mux *http.ServeMux) { mux.HandleFunc("/sign", serveSign) }

func requireRole(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !isKeyMaster() {
			http.NotFound(w, r)
			return
		}
		next(w, r)
	}
}

func serveChecked(w http.ResponseWriter, r *http.Request) {
	note(w, r, job.Sig.Sign(job.Key, job.Set))
}

// RoutesChecked is safe: the middleware asks.
func RoutesChecked(mux *http.ServeMux) { mux.HandleFunc("/sign", requireRole(serveChecked)) }

type handler struct{ j *Job }

// ServeHTTP is unsafe: the type is converted to http.Handler.
func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	note(w, r, h.j.Sig.Sign(h.j.Key, h.j.Set)) // want `KM001: .*Sign`
}

// NewHandler converts it.
func NewHandler(j *Job) http.Handler { return handler{j} }

var once sync.Once

// signFirst is judged where it is given to Do.
func signFirst() { note(job.Sig.Sign(job.Key, job.Set)) }

// OnceAsks is safe: Do runs its argument, here under the check.
func OnceAsks() {
	if isKeyMaster() {
		once.Do(signFirst)
	}
}

// signSecond is unsafe: Do runs it anywhere.
func signSecond() {
	note(job.Sig.Sign(job.Key, job.Set)) // want `KM001: .*Sign`
}

// OnceBare is unsafe, reported in the function.
func OnceBare() { once.Do(signSecond) }

func signGo(j *Job) { note(j.Sig.Sign(j.Key, j.Set)) }

// GoAsks is safe: a go statement is a direct call.
func GoAsks(j *Job) {
	if isKeyMaster() {
		go signGo(j)
	}
}

// GoBare is unsafe.
func GoBare(j *Job) {
	go signGo(j) // want `KM001: .*(signGo|Sign)`
}

func signDefer(j *Job) { note(j.Sig.Sign(j.Key, j.Set)) }

// DeferAsks is safe: the defer statement is under the check.
func DeferAsks(j *Job) {
	if !isKeyMaster() {
		return
	}
	defer signDefer(j)
	note("signing")
}

// DeferBare is unsafe: asked only after the statement.
func DeferBare(j *Job) {
	defer signDefer(j) // want `KM001: .*(signDefer|Sign)`
	if !isKeyMaster() {
		return
	}
	note("signing")
}

func signLast(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// DeferTests is safe: the deferred literal tests what it calls.
func DeferTests(j *Job) {
	defer func() {
		if err := signLast(j); errors.Is(err, errKM) {
			note(errMoved)
		}
	}()
}

// each runs its argument for all jobs.
func each(jobs []*Job, f func(*Job) error) error {
	for _, j := range jobs {
		if err := f(j); err != nil {
			return err
		}
	}
	return nil
}

func signEach(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// EachAsks is safe: a function of the package runs it, here under the check.
func EachAsks(jobs []*Job) error {
	if isKeyMaster() {
		return each(jobs, signEach)
	}
	return nil
}

// EachTests is safe: the error comes back through the function.
func EachTests(jobs []*Job) error {
	if err := each(jobs, func(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// EachBare is unsafe, reported in the literal.
func EachBare(jobs []*Job) error {
	return each(jobs, func(j *Job) error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// Each is silent: it runs what it is given.
func Each(jobs []*Job, f func(*Job) error) error { return each(jobs, f) }

// signCompared is used as a value, and all that is done with the value is seen.
func signCompared(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// Compared is safe: a value that is never called is no call.
func Compared(j *Job) error {
	f := signCompared
	note(f == nil)
	if !isKeyMaster() {
		return errMoved
	}
	return signCompared(j)
}

// signInitial is judged at the initialiser, which asks.
func signInitial(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

var initial = isKeyMaster() && signInitial(job) == nil

// initialBare is unsafe: reported where it stands.
var initialBare = job.Sig.Sign(job.Key, job.Set) // want `KM001: .*Sign`

var (
	_ = initial
	_ = initialBare
)

// OnceTests is safe: the literal's error is tested after it has run, if it has.
func OnceTests(o *sync.Once, j *Job) error {
	var err error
	o.Do(func() { err = j.Sig.Sign(j.Key, j.Set) })
	if errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// OnceDrops is unsafe: nobody tests the error.
func OnceDrops(o *sync.Once, j *Job) (err error) {
	o.Do(func() {
		err = j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
	return nil
}

// OnceInside is safe: the literal tests.
func OnceInside(o *sync.Once, j *Job) {
	o.Do(func() {
		if err := j.Sig.Sign(j.Key, j.Set); errors.Is(err, errKM) {
			note(errMoved)
		}
	})
}

// OnceNoCheck is unsafe: where it has run before, it has not asked for this call.
func OnceNoCheck(o *sync.Once, j *Job) error {
	var may bool
	o.Do(func() { may = !isKeyMaster() })
	if may {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// OnceValueTests is safe: the error comes back each time.
func OnceValueTests(j *Job) error {
	sign := sync.OnceValue(func() error { return j.Sig.Sign(j.Key, j.Set) })
	if err := sign(); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}
