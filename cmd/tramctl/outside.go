package main

import (
	"tram/local/office"
	"tram/local/sign"
	"tram/local/station"
	"tram/sync/authority"
)

// outside is what may be asked of the network: the authorities of time and of
// certificates.
func (t *terminal) outside() station.Outside {
	if t.offline {
		return station.Outside{}
	}
	client := authority.NewClient()
	return station.Outside{
		Stamper: func(address string) sign.Stamper {
			return &authority.Stamper{URL: address, Client: client, Clock: office.SystemClock{}}
		},
		Fetcher: &authority.Fetcher{Client: client},
	}
}
