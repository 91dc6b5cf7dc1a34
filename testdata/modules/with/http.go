package with

import (
	"net/http"

	"example.com/signer"
	"example.com/signer/authority"
)

var job = new(signer.Job)

// Routes has handlers behind middleware of another package, and before it.
func Routes(mux *http.ServeMux) {
	// Safe: the middleware asks.
	mux.Handle("/a", authority.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(job.Sig.Sign(job.Key, job.Set))
	})))
	// Unsafe: no middleware.
	mux.HandleFunc("/b", func(w http.ResponseWriter, r *http.Request) {
		note(job.Sig.Sign(job.Key, job.Set)) // want `KM001: .*Sign`
	})
	// Unsafe: the middleware only logs.
	mux.Handle("/c", authority.Log(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(job.Sig.Sign(job.Key, job.Set)) // want `KM001: .*Sign`
	})))
}

// Middleware is safe: a handler function behind the check.
func Middleware() http.HandlerFunc {
	return authority.RequireFunc(func(w http.ResponseWriter, r *http.Request) {
		note(signer.Sign(job))
	})
}

// MiddlewareAt is safe: the check is made once, when the handler is.
func MiddlewareAt() http.HandlerFunc {
	return authority.RequireAt(func(w http.ResponseWriter, r *http.Request) {
		note(signer.Sign(job))
	})
}

// MiddlewarePost is unsafe: requests other than POST pass.
func MiddlewarePost() http.Handler {
	return authority.RequirePost(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(signer.Sign(job)) // want `KM001: .*Sign`
	}))
}

// MiddlewareChain is safe: one of the two asks.
func MiddlewareChain() http.Handler {
	return authority.Chain(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(signer.Sign(job))
	}))
}

// MiddlewareLogged is safe: the order of the two does not matter.
func MiddlewareLogged() http.Handler {
	return authority.Require(authority.Log(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(signer.Sign(job)) // known-noise: KM001 Sign
	})))
}

func serve(w http.ResponseWriter, r *http.Request) { note(w, r, signer.Sign(job)) }

// MiddlewareNamed is safe: a function of this package behind the check.
func MiddlewareNamed() http.HandlerFunc { return authority.RequireFunc(serve) }

type server struct{ job *signer.Job }

func (s *server) sign(w http.ResponseWriter, r *http.Request) { note(w, r, signer.Sign(s.job)) }

// routes is safe: a method value behind the check.
func (s *server) routes(mux *http.ServeMux) {
	mux.Handle("/sign", authority.Require(http.HandlerFunc(s.sign)))
}

// Serve is safe.
func Serve(mux *http.ServeMux) { (&server{job}).routes(mux) }

type open struct{ job *signer.Job }

func (o *open) sign(w http.ResponseWriter, r *http.Request) {
	note(w, r, signer.Sign(o.job)) // want `KM001: .*Sign`
}

// ServeOpen is unsafe, reported in the method.
func ServeOpen(mux *http.ServeMux) { mux.HandleFunc("/sign", (&open{job}).sign) }

// A Handler is an http.Handler.
type Handler struct{ job *signer.Job }

// ServeHTTP is unsafe: an exported method, and anybody may serve it.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	note(signer.Sign(h.job)) // want `KM001: .*Sign`
}
