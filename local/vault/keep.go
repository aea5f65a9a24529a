package vault

import "tram/local/office"

// Keep puts something small into the vault: born whole, or not at all.
func (v *Vault) Keep(b []byte) (office.Digest, error) {
	f, err := v.Create()
	if err != nil {
		return "", err
	}
	defer f.Abort()
	if _, err := f.Write(b); err != nil {
		return "", err
	}
	d, _, err := f.Commit()
	return d, err
}
