package escl

import (
	"cmp"
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"tram/local/office"
)

// Devices that scan and speak no eSCL still announce that they print. That is how they are
// known here, to be told with the road that works.

// printServices are those of printers, by what they tell: most by IPP.
var printServices = []service{{name: "_ipp._tcp.local."}, {name: "_printer._tcp.local."}, {name: "_pdl-datastream._tcp.local."}}

// roadless are makers of which many devices scan over the network by ways of their own
// alone (libsane-airscan's table of tested devices).
var roadless = []string{"samsung", "ricoh", "oki", "dell", "panasonic"}

// maker is who made a device, by what it says or by the first word of its name.
func maker(text map[string]string, name string) string {
	for _, key := range []string{"usb_mfg", "mfg"} {
		if text[key] != "" {
			return text[key]
		}
	}
	first, _, _ := strings.Cut(name, " ")
	return first
}

// printers are the devices that print, with whether they seem to scan: they say so
// (Scan=T, of Bonjour Printing), or say nothing and are of a maker of which many do.
func (h *heard) printers() (all []announced) {
	for _, s := range h.of {
		for _, instance := range h.instances[s.name] {
			a := h.announced(instance, s)
			if len(a.at) == 0 || len(all) >= maxAnnounce {
				continue
			}
			text := h.text(strings.ToLower(instance))
			a.roots = nil
			if a.ty == "" {
				a.ty = a.instance
			}
			by := strings.ToLower(maker(text, a.ty))
			known := slices.ContainsFunc(roadless, func(m string) bool { return strings.HasPrefix(by, m) })
			says := strings.ToUpper(text["scan"])
			a.roadless = says == "T" || says == "" && known
			if i := slices.IndexFunc(all, a.same); i < 0 {
				all = append(all, a)
			} else {
				all[i].roadless = (all[i].roadless || a.roadless) && says != "F"
			}
		}
	}
	return all
}

// withoutOwnPrinters leaves out the printing half of devices that speak eSCL.
func withoutOwnPrinters(all []announced) []announced {
	return slices.DeleteFunc(all, func(p announced) bool {
		return len(p.roots) == 0 && slices.ContainsFunc(all, func(s announced) bool {
			return len(s.roots) > 0 && (p.uuid != "" && p.uuid == s.uuid || p.host != "" && strings.EqualFold(p.host, s.host) || p.sharesAddress(s.at))
		})
	})
}

func (a announced) sharesAddress(with []netip.Addr) bool {
	return slices.ContainsFunc(a.at, func(ip netip.Addr) bool { return slices.Contains(with, ip) })
}

// told is the device as one that has no eSCL.
func (a announced) told() error {
	where := "trên mạng"
	if len(a.at) > 0 {
		where = a.at[0].String()
	}
	return NoRoad.About(office.Visible(cmp.Or(a.ty, a.host, where), maxName), where)
}

// toldOf tells the devices among those that were heard that seem to scan and speak no eSCL.
func toldOf(heard []announced) error {
	var all []error
	for _, a := range heard {
		if a.roadless && len(a.roots) == 0 {
			all = append(all, a.told())
		}
	}
	return errors.Join(all...)
}

// printerAt is the device at a place that prints, if it was heard.
func printerAt(heard []announced, roots []*url.URL) (announced, bool) {
	var at []netip.Addr
	for _, root := range roots {
		if ip, err := netip.ParseAddr(root.Hostname()); err == nil {
			at = append(at, ip.Unmap())
		}
	}
	for _, a := range heard {
		if len(a.roots) == 0 && a.sharesAddress(at) {
			return a, true
		}
	}
	return announced{}, false
}
