package icalendar

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	oldRule  = regexp.MustCompile(`^(D|W|MP|MD|YM|YD)(\d{1,4})$`)
	oldPlace = regexp.MustCompile(`^(\d{1,3})([+-]?)$`)
	oldEnd   = regexp.MustCompile(`^\d{8}(T\d{6}Z?)?$`)
)

// fromVCalendar is a rule of vCalendar 1.0 as RFC 5545 writes it: D1 #10, W2 MO WE #0, MP1 2+ TU #5.
func fromVCalendar(s string) (string, bool) {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 100 {
		return "", false
	}
	head := oldRule.FindStringSubmatch(words[0])
	if head == nil {
		return "", false
	}
	rule := map[byte]string{'D': "FREQ=DAILY", 'W': "FREQ=WEEKLY", 'M': "FREQ=MONTHLY", 'Y': "FREQ=YEARLY"}[head[1][0]]
	rule += ";INTERVAL=" + head[2]
	numbers, days, end, ok := oldParts(words[1:], head[1] == "MP")
	if !ok {
		return "", false
	}
	if len(days) > 0 {
		rule += ";BYDAY=" + strings.Join(days, ",")
	}
	if name := map[string]string{"MD": ";BYMONTHDAY=", "YM": ";BYMONTH=", "YD": ";BYYEARDAY="}[head[1]]; name != "" && len(numbers) > 0 {
		rule += name + strings.Join(numbers, ",")
	}
	if n, err := strconv.Atoi(head[2]); err != nil || n == 0 {
		return "", false
	}
	return rule + end, true
}

// oldParts reads what follows the frequency: numbers, weekdays with the place before them, and the end.
func oldParts(words []string, placed bool) (numbers, days []string, end string, ok bool) {
	end = ";COUNT=2" // what vCalendar means by nothing
	place := ""
	for _, w := range words {
		switch n := oldPlace.FindStringSubmatch(w); {
		case strings.HasPrefix(w, "#"):
			if end = ""; w != "#0" {
				end = ";COUNT=" + w[1:]
			}
		case oldEnd.MatchString(w):
			end = ";UNTIL=" + w
		case n != nil && placed:
			place = strings.TrimSuffix(n[2], "+") + n[1]
		case n != nil:
			numbers = append(numbers, strings.TrimSuffix(n[2], "+")+n[1])
		case len(w) == 2:
			days = append(days, place+w)
		case len(w) == 4 && strings.Trim(w, "0123456789") == "": // an hour within the day
		default:
			return nil, nil, "", false
		}
	}
	return numbers, days, end, true
}
