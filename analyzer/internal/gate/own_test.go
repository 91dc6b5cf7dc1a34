package gate

import "testing"

func TestOwn(t *testing.T) {
	for _, test := range []struct {
		module, version, path, file string
		want                        bool
	}{
		{"example.com/m", "", "example.com/m/p", "/home/me/m/p/p.go", true},
		{"example.com/m", "v1.0.0", "example.com/m/p", "/cache/example.com/m@v1.0.0/p/p.go", false},
		{"example.com/m", "v0.0.0", "example.com/m/p", "/home/me/replaced/p/p.go", true},
		{"example.com/m", "v0.0.0-00010101000000-000000000000", "example.com/m/p", "/home/me/replaced/p/p.go", true},
		{"example.com/m/v4", "v4.0.0-00010101000000-000000000000", "example.com/m/v4/p", "/home/me/replaced/p/p.go", true},
		{"example.com/m/v4", "v4.0.0-20240903120638-7835f813f4da", "example.com/m/v4/p", "/cache/example.com/m@v4/p/p.go", false},
		{"m", "", "m/p", "/home/me/src/m/p/p.go", true},
		{"", "", "command-line-arguments", "/home/me/x.go", true},
		{"", "", "example.com/p", "external/example/p/p.go", true}, // Bazel tells no modules
		{"", "", "fmt", "/usr/local/go/src/fmt/print.go", false},
		{"", "", "net", "/home/me/.cache/go-build/ab/cgo.go", true},
		{"", "", "go/types", "/home/me/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.26.0.linux-amd64/src/go/types/api.go", false},
		{"", "", "vendor/golang.org/x/net/idna", "/usr/local/go/src/vendor/golang.org/x/net/idna/idna.go", false},
		{"", "", "cmd/go", "/usr/local/go/src/cmd/go/main.go", false},
		{"", "", "net/http", "net/http/server.go", false}, // -trimpath
		{"", "", "net/http_test", "/usr/local/go/src/net/http/x_test.go", false},
		{"std", "", "fmt", "/usr/local/go/src/fmt/print.go", false},
		{"cmd", "", "cmd/go", "/usr/local/go/src/cmd/go/main.go", false},
	} {
		if got := Own(test.module, test.version, test.path, []string{"/home/me/.cache/go-build/ab/_cgo_gotypes.go", test.file}); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
}
