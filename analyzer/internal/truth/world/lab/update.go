package lab

import "strconv"

// The rcodes that matter; 2 is a failure that is no refusal.
const (
	rcodeSuccess = 0
	rcodeFailure = 2
	rcodeRefused = 5
	rcodeNotAuth = 9
)

// idShift is where an rcode carries the refusal that it is.
const idShift = 16

const askUpdate = "update at line"

// Update decides how a dynamic update ends; address holds the line of the call.
func Update(address string) (rcode int, err error) {
	if ended {
		return rcodeSuccess, nil
	}
	site, err := strconv.Atoi(address)
	if err != nil {
		return rcodeSuccess, err
	}
	chain := reach(site)
	outcomes := 5
	if Held {
		outcomes = 3
	}
	switch choose(outcomes, askUpdate, site) {
	case 1:
		return rcodeSuccess, Other
	case 2:
		return rcodeFailure, nil
	case 3:
		return rcodeNotAuth | refuse(chain)<<idShift, nil
	case 4:
		return rcodeRefused | refuse(chain)<<idShift, nil
	}
	return rcodeSuccess, nil
}

// EqInt is == of an int and a constant. For an rcode it is a test if it tells
// refusals from success; which of the two codes of a refusal it names is all one.
func EqInt(x, code int) bool {
	switch code {
	case rcodeSuccess, rcodeRefused, rcodeNotAuth:
		tested(x >> idShift)
	}
	return x&(1<<idShift-1) == code
}
