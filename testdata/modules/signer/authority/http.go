package authority

import (
	"log"
	"net/http"
	"sync"
)

// Require passes requests on on the key master only.
func Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !May() {
			http.Error(w, "ask the key master", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// RequireFunc passes requests on on the key master only.
func RequireFunc(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := Check(); err != nil {
			http.Error(w, err.Error(), http.StatusMisdirectedRequest)
			return
		}
		next(w, r)
	}
}

// RequireAt checks when it is called: what it returns then runs on the key master.
func RequireAt(next http.HandlerFunc) http.HandlerFunc {
	if !May() {
		return http.NotFound
	}
	return next
}

// RequirePost does not look at other requests.
func RequirePost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && !May() {
			http.Error(w, "ask the key master", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Log passes all requests on.
func Log(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.Print(r.URL, May())
		next.ServeHTTP(w, r)
	})
}

// Chain makes one of several.
func Chain(next http.Handler) http.Handler { return Log(Require(next)) }

// Once runs f once, on the key master only.
func Once(once *sync.Once, f func()) {
	if May() {
		once.Do(f)
	}
}
