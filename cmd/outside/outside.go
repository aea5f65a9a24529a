// Package outside ties a station to the world beyond its disk: the authorities
// of time and of certificates. The window and the terminal share it.
package outside

import (
	"tram/local/office"
	"tram/local/sign"
	"tram/local/station"
	"tram/sync/authority"
)

// Reach is what a station may ask where there is a network. Nothing is asked
// before it is needed.
func Reach(clock office.Clock) station.Outside {
	client := authority.NewClient()
	return station.Outside{
		Stamper: func(address string) sign.Stamper {
			return &authority.Stamper{URL: address, Client: client, Clock: clock}
		},
		Fetcher: &authority.Fetcher{Client: client},
	}
}
