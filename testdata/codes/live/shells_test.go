package live

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	library "github.com/masterzen/winrm"

	"codes/km004/winrm"
)

// shells are the functions that run a command over WinRM.
func shells() map[string]run {
	with := func(fn func(*library.Client) error) run {
		return func(t *testing.T) error { return fn(dialWinRM(t)) }
	}
	return map[string]run{
		"winrm.Identity":       with(winrm.Identity),
		"winrm.Equal":          with(winrm.Equal),
		"winrm.As":             func(t *testing.T) error { return winrm.As(t.Context(), dialWinRM(t)) },
		"winrm.ErrorText":      with(winrm.ErrorText),
		"winrm.Sentence":       with(winrm.Sentence),
		"winrm.Text":           func(t *testing.T) error { return winrm.Text(t.Context(), dialWinRM(t)) },
		"winrm.Buffer":         with(winrm.Buffer),
		"winrm.NotZero":        with(winrm.NotZero),
		"winrm.NotReached":     with(winrm.NotReached),
		"winrm.IdentityBeside": with(winrm.IdentityBeside),
	}
}

const (
	soapShell = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
	envelope  = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:rsp="` +
		soapShell + `"><s:Header><a:Action>%s</a:Action></s:Header><s:Body>%s</s:Body></s:Envelope>`
)

// dialWinRM returns a client of a server on which every command is refused: the text goes to
// standard error, and the exit code is 1.
func dialWinRM(t *testing.T) *library.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/soap+xml;charset=UTF-8")
		action, body := answer(string(request))
		fmt.Fprintf(w, envelope, action, body)
	}))
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(address.Port())
	if err != nil {
		t.Fatal(err)
	}
	client, err := library.NewClient(&library.Endpoint{Host: address.Hostname(), Port: port}, "user", "password")
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// answer returns action and body of the response to a request.
func answer(request string) (action, body string) {
	switch {
	case strings.Contains(request, "transfer/Create"):
		return "http://schemas.xmlsoap.org/ws/2004/09/transfer/CreateResponse", "<rsp:Shell><rsp:ShellId>1</rsp:ShellId></rsp:Shell>"
	case strings.Contains(request, "shell/Command<"):
		return soapShell + "/CommandResponse", "<rsp:CommandResponse><rsp:CommandId>2</rsp:CommandId></rsp:CommandResponse>"
	case strings.Contains(request, "shell/Receive<"):
		return soapShell + "/ReceiveResponse", `<rsp:ReceiveResponse><rsp:Stream Name="stderr" CommandId="2">` +
			base64.StdEncoding.EncodeToString([]byte(shown)) + `</rsp:Stream><rsp:CommandState CommandId="2" State="` +
			soapShell + `/CommandState/Done"><rsp:ExitCode>1</rsp:ExitCode></rsp:CommandState></rsp:ReceiveResponse>`
	case strings.Contains(request, "shell/Signal<"):
		return soapShell + "/SignalResponse", "<rsp:SignalResponse/>"
	case strings.Contains(request, "shell/Send<"):
		return soapShell + "/SendResponse", "<rsp:SendResponse/>"
	default:
		return "http://schemas.xmlsoap.org/ws/2004/09/transfer/DeleteResponse", ""
	}
}
