package subjects

// signZone is judged through its callers; zone is its subject.
func signZone(zone string, j *Job) error {
	j.Sig.SignerName = zone
	return j.Sig.Sign(j.Key, j.Set)
}

// HelperSame is safe: the zone asked for is the zone signed.
func HelperSame(zone string, j *Job) error {
	if !isKeyMaster(zone) {
		return nil
	}
	return signZone(zone, j)
}

// HelperSameConstant is safe.
func HelperSameConstant(j *Job) error {
	if isKeyMaster("example.org") {
		return signZone("example.org.", j)
	}
	return nil
}

// HelperOther is unsafe: another constant zone.
func HelperOther(j *Job) error {
	if isKeyMaster("example.com.") {
		return signZone("example.org.", j) // want `KM002: .*(signZone|Sign)`
	}
	return nil
}

// HelperOtherParameter is unsafe: another parameter.
func HelperOtherParameter(zone, child string, j *Job) error {
	if !isKeyMaster(zone) {
		return nil
	}
	return signZone(child, j) // want `KM002: .*(signZone|Sign)`
}

// HelperUnknown is safe: the field may hold the zone that was asked for.
func HelperUnknown(zone string, j *Job) error {
	if !isKeyMaster(zone) {
		return nil
	}
	return signZone(j.Zone, j)
}

// HelperSwapped is unsafe at the call whose zone was not asked for.
func HelperSwapped(zone, child string, j, k *Job) error {
	if isKeyMaster(zone) {
		if err := signZone(zone, j); err != nil {
			return err
		}
		return signZone(child, k) // want `KM002: .*(signZone|Sign)`
	}
	return nil
}
