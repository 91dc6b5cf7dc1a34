package live

import (
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"net"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"codes/km004/sshshell"
)

// sessions are the functions that run a command over ssh.
func sessions() map[string]run {
	with := func(fn func(*ssh.Session) error) run {
		return func(t *testing.T) error {
			s, err := dialSSH(t).NewSession()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			return fn(s)
		}
	}
	return map[string]run{
		"sshshell.Identity":   with(sshshell.Identity),
		"sshshell.Equal":      with(sshshell.Equal),
		"sshshell.As":         with(sshshell.As),
		"sshshell.ExitStatus": with(sshshell.ExitStatus),
		"sshshell.Sentence":   with(sshshell.Sentence),
		"sshshell.Text":       with(sshshell.Text),
		"sshshell.DnscmdText": with(sshshell.DnscmdText),
	}
}

// dialSSH connects to a server that refuses every command.
func dialSSH(t *testing.T) *ssh.Client {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	host, err := ssh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	config := &ssh.ServerConfig{NoClientAuth: true}
	config.AddHostKey(host)
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		_, channels, requests, err := ssh.NewServerConn(conn, config)
		if err != nil {
			return
		}
		go ssh.DiscardRequests(requests)
		for channel := range channels {
			go refuse(channel)
		}
	}()
	client, err := ssh.Dial("tcp", listener.Addr().String(), &ssh.ClientConfig{HostKeyCallback: ssh.FixedHostKey(host.PublicKey())})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

// refuse answers a command with the text of the refusal and status 1.
func refuse(channel ssh.NewChannel) {
	c, requests, err := channel.Accept()
	if err != nil {
		return
	}
	defer c.Close()
	for request := range requests {
		if request.Type != "exec" {
			request.Reply(false, nil)
			continue
		}
		request.Reply(true, nil)
		if strings.Contains(string(request.Payload), "dnscmd") {
			io.WriteString(c, status)
		} else {
			io.WriteString(c.Stderr(), shown)
		}
		c.SendRequest("exit-status", false, ssh.Marshal(struct{ Status uint32 }{1}))
		return
	}
}
