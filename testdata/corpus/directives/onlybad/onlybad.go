// Package onlybad has a directive and nothing else that matters.
package onlybad

//keymaster:foo // want `^KM009: unknown directive "//keymaster:foo"`

// F is silent.
func F() {}
