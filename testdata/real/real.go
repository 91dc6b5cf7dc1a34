//go:build !windows

// Package real requires modules that are written by others, so that the tests can analyse them
// as they come from the module proxy. None of their code is kept here.
package real

import (
	_ "codeberg.org/miekg/dns"
	_ "codeberg.org/miekg/dns/cmd/atomdns/handlers/dbfile"
	_ "codeberg.org/miekg/dns/cmd/atomdns/handlers/sign"
	_ "codeberg.org/miekg/dns/cmd/atomdns/handlers/tsig"
	_ "codeberg.org/miekg/dns/dnsutil"
	_ "github.com/bhendo/go-powershell"
	_ "github.com/caddyserver/certmagic"
	_ "github.com/dnstap/golang-dnstap"
	_ "github.com/letsencrypt/boulder/bdns"
	_ "github.com/letsencrypt/boulder/observer/probers/dns"
	_ "github.com/letsencrypt/boulder/va"
	_ "github.com/letsencrypt/challtestsrv"
	_ "github.com/letsencrypt/pebble/v2/va"
	_ "github.com/masterzen/winrm"
	_ "github.com/miekg/dns"
	_ "github.com/miekg/dns/dnsutil"
	_ "github.com/packer-community/winrmcp/winrmcp"
	_ "github.com/spf13/cobra"
	_ "sigs.k8s.io/external-dns/pkg/rfc2317"
	_ "sigs.k8s.io/external-dns/provider/rfc2136"
)
