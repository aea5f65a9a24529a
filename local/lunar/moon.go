package lunar

import "math"

// julian1970 is the Julian day number of the first of January 1970; days are counted from it here.
const julian1970 = 2440588

// east is how far the clocks of Vietnam are ahead, in days.
const east = 7.0 / 24

// wave is a term of a series: how large, in days, and of which angles its sine is taken.
type wave struct {
	size                 float64
	sun, moon, node, ecc int // multiples of the anomalies, of the latitude, and the power of E
}

// waves of a new moon (Meeus, chapter 49).
var waves = []wave{
	{-.40720, 0, 1, 0, 0}, {.17241, 1, 0, 0, 1}, {.01608, 0, 2, 0, 0}, {.01039, 0, 0, 2, 0},
	{.00739, -1, 1, 0, 1}, {-.00514, 1, 1, 0, 1}, {.00208, 2, 0, 0, 2}, {-.00111, 0, 1, -2, 0},
	{-.00057, 0, 1, 2, 0}, {.00056, 1, 2, 0, 1}, {-.00042, 0, 3, 0, 0}, {.00042, 1, 0, 2, 1},
	{.00038, 1, 0, -2, 1}, {-.00024, -1, 2, 0, 1}, {-.00007, 2, 1, 0, 0}, {.00004, 0, 2, -2, 0},
	{.00004, 3, 0, 0, 0}, {.00003, 1, 1, -2, 0}, {.00003, 0, 2, 2, 0}, {-.00003, 1, 1, 2, 0},
	{.00003, -1, 1, 2, 0}, {-.00002, -1, 1, -2, 0}, {-.00002, 1, 3, 0, 0}, {.00002, 0, 4, 0, 0},
}

// pulls of the planets: where each stands at the first new moon of 2000, how far it goes until the
// next one, both in degrees, and what it does, in days.
var pulls = [][3]float64{
	{299.77, 0.107408, .000325}, {251.88, 0.016321, .000165}, {251.83, 26.651886, .000164},
	{349.42, 36.412478, .000126}, {84.66, 18.206239, .000110}, {141.74, 53.303771, .000062},
	{207.14, 2.453732, .000060}, {154.84, 7.306860, .000056}, {34.52, 27.261239, .000047},
	{207.19, 0.121824, .000042}, {291.34, 1.844379, .000040}, {161.72, 24.198154, .000037},
	{239.56, 25.513099, .000035}, {331.55, 3.592518, .000023},
}

// newMoon is the day in Vietnam of the new moon that is the kth after the first one of 2000.
func newMoon(k int) int {
	n := float64(k)
	t := n / 1236.85 // centuries
	at := 2451550.09766 + 29.530588861*n + t*t*(.00015437-t*(.000000150-t*.00000000073))
	sun := 2.5534 + 29.10535670*n - t*t*(.0000014+t*.00000011)
	moon := 201.5643 + 385.81693528*n + t*t*(.0107582+t*(.00001238-t*.000000058))
	node := 160.7108 + 390.67050284*n - t*t*(.0016118+t*(.00000227-t*.000000011))
	ascends := 124.7746 - 1.56375588*n + t*t*(.0020672+t*.00000215)
	ecc := 1 - t*(.002516+t*.0000074)
	at -= .00017 * sine(ascends)
	for _, w := range waves {
		at += w.size * math.Pow(ecc, float64(w.ecc)) * sine(float64(w.sun)*sun+float64(w.moon)*moon+float64(w.node)*node)
	}
	for i, p := range pulls {
		angle := p[0] + p[1]*n
		if i == 0 {
			angle -= .009173 * t * t
		}
		at += p[2] * sine(angle)
	}
	at -= slow(2000 + 100*t)
	return int(math.Floor(at+.5+east)) - julian1970
}

// sign is in which twelfth of its way the sun stands when a day of Vietnam begins: 0 from the spring
// equinox on, 9 from the winter solstice on.
func sign(day int) int {
	universal := float64(day) + julian1970 - .5 - east
	t := (universal - 2451545) / 36525
	t = (universal + slow(2000+100*t) - 2451545) / 36525
	anomaly := 357.52911 + t*(35999.05029-t*.0001537)
	longitude := 280.46646 + t*(36000.76983+t*.0003032) +
		(1.914602-t*(.004817+t*.000014))*sine(anomaly) +
		(.019993-t*.000101)*sine(2*anomaly) +
		.000289*sine(3*anomaly)
	// What Venus, Jupiter and the moon do, and what light and the axis of the earth take.
	longitude += .00134*sine(153.23+22518.7541*t+90) + .00154*sine(216.57+45037.5082*t+90) +
		.00200*sine(312.69+32964.3577*t+90) + .00179*sine(350.74+445267.1142*t) + .00178*sine(231.19+20.20*t) -
		.00569 - .00478*sine(125.04-1934.136*t)
	return int(math.Floor(longitude/30)-12*math.Floor(longitude/360)) % 12
}

// slow is by how much the clock of the sky is ahead of that of the turning earth in a year, in days:
// as measured until 2025, and then as Espenak and Meeus foresee it.
func slow(year float64) float64 {
	const second = 1.0 / 86400
	for i, p := range turning[:len(turning)-1] {
		if next := turning[i+1]; year < next.year {
			part := max(0, (year-p.year)/(next.year-p.year))
			return (p.seconds + part*(next.seconds-p.seconds)) * second
		}
	}
	return turning[len(turning)-1].seconds * second
}

// turning holds that difference in seconds (ΔT).
var turning = []struct{ year, seconds float64 }{
	{1900, -3}, {1910, 10}, {1920, 21}, {1930, 24}, {1940, 24}, {1950, 29}, {1960, 33}, {1970, 40}, {1980, 50.5},
	{1990, 57}, {2000, 63.8}, {2010, 66.1}, {2020, 69.4}, {2025, 69.1}, {2050, 93}, {2075, 146}, {2100, 203}, {2150, 328}, {2200, 442},
}

func sine(degrees float64) float64 { return math.Sin(math.Mod(degrees, 360) * math.Pi / 180) }
