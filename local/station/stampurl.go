package station

import "net/url"

// webAddress refuses what no time-stamp server can be reached at; empty is none.
func webAddress(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return BadAddress.About(address).Because(err)
	}
	return nil
}
