// Zonesigner keeps the DNSSEC signatures of a few zones fresh.
//
// It runs on every server that holds the zones, and only one of them owns the
// keys of each. The program is an example for keymaster: some of its calls ask
// for that role or understand the refusal, some do neither.
package main

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"os/signal"
	"time"

	"github.com/miekg/dns"

	"github.com/keymasterlint/keymaster/testdata/demo/publish"
	"github.com/keymasterlint/keymaster/testdata/demo/role"
	"github.com/keymasterlint/keymaster/testdata/demo/signer"
)

func main() {
	server := flag.String("server", "127.0.0.1:53", "primary server of the zones")
	every := flag.Duration("every", time.Hour, "time between two rounds")
	flag.Parse()

	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	host, err := os.Hostname()
	if err != nil {
		log.Error("who am I?", "err", err)
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	client := new(dns.Client)
	d := daemon{
		zones: flag.Args(),
		signer: &signer.Service{
			Roles: &role.Client{Server: *server, Host: host, DNS: client},
			Keys:  map[string]signer.Key{},
			Log:   log,
		},
		publisher: &publish.Publisher{Client: client, Server: *server},
		log:       log,
	}
	d.run(ctx, *every)
}

// A daemon signs its zones in rounds.
type daemon struct {
	zones     []string
	signer    *signer.Service
	publisher *publish.Publisher
	log       *slog.Logger
}

func (d *daemon) run(ctx context.Context, every time.Duration) {
	for _, zone := range d.zones {
		if err := d.start(ctx, zone); err != nil {
			d.log.Error("start", "zone", zone, "err", err)
		}
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			d.round(ctx)
		}
	}
}

// start gives a zone its first key and makes the key known.
func (d *daemon) start(ctx context.Context, zone string) error {
	if err := d.signer.Bootstrap(ctx, zone); err != nil {
		return err
	}
	key, ok := d.signer.Keys[zone]
	if !ok {
		return nil // its keys are elsewhere
	}
	if err := d.publisher.Key(ctx, zone, key.Record); err != nil {
		return err
	}
	return d.publisher.Child(ctx, zone, key.Record)
}

// round signs the key set of every zone again.
func (d *daemon) round(ctx context.Context) {
	apex := map[string]signer.RRset{}
	for zone, key := range d.signer.Keys {
		apex[zone] = signer.RRset{key.Record}
	}
	sigs, err := d.signer.SignAll(ctx, apex)
	if err != nil {
		d.log.Error("round", "err", err)
	}
	d.log.Info("round", "signatures", len(sigs))
}
