package machine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
)

// supply is a folder of the kernel for one supply: "attribute=value" each.
func supply(t *testing.T, in, name string, attributes ...string) {
	t.Helper()
	dir := filepath.Join(in, name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, each := range attributes {
		key, value, _ := strings.Cut(each, "=")
		if err := os.WriteFile(filepath.Join(dir, key), []byte(value+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheKernelIsUnderstoodOnPower in the forms in which machines tell it.
func TestTheKernelIsUnderstoodOnPower(t *testing.T) {
	for name, c := range map[string]struct {
		all map[string]string
		is  office.Power
	}{
		"a PC that tells nothing":  {nil, office.Power{}},
		"a PC with a mouse":        {map[string]string{"hidpp_battery_0": "type=Battery scope=Device status=Discharging capacity=7"}, office.Power{}},
		"a laptop on the mains":    {map[string]string{"AC": "type=Mains online=1", "BAT0": "type=Battery status=Charging capacity=40"}, office.Power{Known: true}},
		"full, on the mains":       {map[string]string{"AC": "type=Mains online=1", "BAT0": "type=Battery status=Full capacity=100"}, office.Power{Known: true}},
		"a laptop on its battery":  {map[string]string{"AC": "type=Mains online=0", "BAT0": "type=Battery present=1 status=Discharging capacity=63"}, office.Power{Known: true, Battery: true, Percent: 63}},
		"two batteries":            {map[string]string{"AC": "type=Mains online=0", "BAT0": "type=Battery status=Discharging capacity=20", "BAT1": "type=Battery status=Unknown capacity=60"}, office.Power{Known: true, Battery: true, Percent: 40}},
		"by a USB-C cable":         {map[string]string{"ucsi-1": "type=USB online=1", "BAT0": "type=Battery status=Discharging capacity=63"}, office.Power{Known: true}},
		"a cable that is not told": {map[string]string{"AC": "type=Mains online=0", "BAT0": "type=Battery status=Charging capacity=12"}, office.Power{Known: true}},
		"a UPS":                    {map[string]string{"hid-ups": "type=UPS status=Discharging capacity=88"}, office.Power{Known: true, Battery: true, Percent: 88}},
		"a UPS that charges":       {map[string]string{"hid-ups": "type=UPS status=Charging capacity=88"}, office.Power{Known: true}},
		"a bay without a battery":  {map[string]string{"AC": "type=Mains online=0", "BAT1": "type=Battery present=0"}, office.Power{Known: true}},
		"no word on the charge":    {map[string]string{"AC": "type=Mains online=0", "BAT0": "type=Battery status=Discharging"}, office.Power{Known: true, Battery: true}},
		"nonsense":                 {map[string]string{"AC": "type=Mains online=0", "BAT0": "type=Battery status=Discharging capacity=999"}, office.Power{Known: true, Battery: true}},
		"an empty battery":         {map[string]string{"AC": "type=Mains online=0", "BAT0": "type=Battery status=Discharging capacity=0"}, office.Power{Known: true, Battery: true, Percent: 1}},
	} {
		dir := t.TempDir()
		for supplied, attributes := range c.all {
			supply(t, dir, supplied, strings.Fields(attributes)...)
		}
		if is := supplies(dir); is != c.is {
			t.Errorf("%s: %+v, not %+v", name, is, c.is)
		}
	}
	if is := supplies(filepath.Join(t.TempDir(), "none")); is != (office.Power{}) {
		t.Errorf("where there is no such folder: %+v", is)
	}
}

// TestWindowsIsUnderstoodOnPower by the values of SYSTEM_POWER_STATUS.
func TestWindowsIsUnderstoodOnPower(t *testing.T) {
	for _, c := range []struct {
		line, flag, percent byte
		is                  office.Power
	}{
		{1, 128, 255, office.Power{Known: true}},
		{1, 8, 55, office.Power{Known: true}},
		{0, 1, 92, office.Power{Known: true, Battery: true, Percent: 92}},
		{0, 4, 0, office.Power{Known: true, Battery: true, Percent: 1}},
		{0, 0, 255, office.Power{Known: true, Battery: true}},
		{0, 128, 255, office.Power{}},
		{0, 255, 255, office.Power{}},
		{255, 255, 255, office.Power{}},
	} {
		if is := fromStatus(c.line, c.flag, c.percent); is != c.is {
			t.Errorf("%d, %d, %d: %+v, not %+v", c.line, c.flag, c.percent, is, c.is)
		}
	}
}
