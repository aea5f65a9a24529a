package station

import (
	"path/filepath"

	"tram/local/whole"
)

// revocationDir holds the answers about certificates that were fetched.
const revocationDir = "revocation"

// sweepHalf removes what killed writers left of files that stand in the folders of the
// station itself; its rooms sweep their own. Nothing of it was ever acknowledged, so what
// cannot be removed stays and keeps nobody out.
func (s *Station) sweepHalf() {
	dirs := []string{s.home, filepath.Join(s.home, scansDir), filepath.Join(s.home, revocationDir)}
	if s.state != "" {
		dirs = append(dirs, s.state)
	}
	for _, dir := range dirs {
		if err := whole.Sweep(dir); err != nil {
			s.log.Warn("what a killed program left half written stays", "error", err)
		}
	}
}
