// Package coredns requires CoreDNS, so that the tests can analyse it as it
// comes from the module proxy. None of its code is kept here.
package coredns

import (
	_ "github.com/coredns/coredns/core/plugin" // every plugin
	_ "github.com/coredns/coredns/coremain"
)
