// Package resolve imports every package that a row of the catalogue names and that is not
// part of Go, so that go.mod pins the versions in which the rows are known to be right.
package resolve

import (
	_ "codeberg.org/miekg/dns"
	_ "github.com/golang/glog"
	_ "github.com/hashicorp/go-multierror"
	_ "github.com/miekg/dns"
	_ "github.com/pkg/errors"
	_ "github.com/sirupsen/logrus"
	_ "go.uber.org/multierr"
	_ "go.uber.org/zap"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/xerrors"
	_ "k8s.io/klog"
	_ "k8s.io/klog/v2"
)
