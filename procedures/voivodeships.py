"""The sixteen voivodeships by their TERYT code; no law has changed them since 1999 (Dz.U. 1998 nr 96 poz. 603)."""

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "02": "dolnośląskie",
    "04": "kujawsko-pomorskie",
    "06": "lubelskie",
    "08": "lubuskie",
    "10": "łódzkie",
    "12": "małopolskie",
    "14": "mazowieckie",
    "16": "opolskie",
    "18": "podkarpackie",
    "20": "podlaskie",
    "22": "pomorskie",
    "24": "śląskie",
    "26": "świętokrzyskie",
    "28": "warmińsko-mazurskie",
    "30": "wielkopolskie",
    "32": "zachodniopomorskie",
}
VOIVODES: Mapping[str, str] = {
    "02": "Wojewoda Dolnośląski",
    "04": "Wojewoda Kujawsko-Pomorski",
    "06": "Wojewoda Lubelski",
    "08": "Wojewoda Lubuski",
    "10": "Wojewoda Łódzki",
    "12": "Wojewoda Małopolski",
    "14": "Wojewoda Mazowiecki",
    "16": "Wojewoda Opolski",
    "18": "Wojewoda Podkarpacki",
    "20": "Wojewoda Podlaski",
    "22": "Wojewoda Pomorski",
    "24": "Wojewoda Śląski",
    "26": "Wojewoda Świętokrzyski",
    "28": "Wojewoda Warmińsko-Mazurski",
    "30": "Wojewoda Wielkopolski",
    "32": "Wojewoda Zachodniopomorski",
}
