module github.com/keymasterlint/keymaster/analyzer/catalog/testdata/modules/resolve

go 1.26.0

require (
	codeberg.org/miekg/dns v0.6.79
	github.com/golang/glog v1.2.5
	github.com/hashicorp/go-multierror v1.1.1
	github.com/miekg/dns v1.1.73
	github.com/pkg/errors v0.9.1
	github.com/sirupsen/logrus v1.10.2
	go.uber.org/multierr v1.11.0
	go.uber.org/zap v1.28.0
	golang.org/x/sync v0.22.0
	golang.org/x/xerrors v0.0.0-20240903120638-7835f813f4da
	k8s.io/klog v1.0.0
	k8s.io/klog/v2 v2.140.0
)

require (
	github.com/go-logr/logr v1.4.1 // indirect
	github.com/hashicorp/errwrap v1.0.0 // indirect
	golang.org/x/crypto v0.54.0 // indirect
	golang.org/x/net v0.57.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
)
