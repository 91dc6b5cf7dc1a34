// The rules of Bazel, whose nogo the tests run keymaster in.
module nogo

go 1.26.0

require (
	github.com/aymanbagabas/go-udiff v0.4.1
	github.com/bazelbuild/rules_go v0.65.0
	github.com/keymasterlint/keymaster v0.0.0
	golang.org/x/tools v0.52.0
)

require (
	github.com/goccy/go-yaml v1.19.2 // indirect
	golang.org/x/mod v0.42.0 // indirect
)

replace github.com/keymasterlint/keymaster => ../..
