//go:build !linux && !windows

package machine

import "tram/local/office"

// Power is not known on this system.
func Power() office.Power { return office.Power{} }
