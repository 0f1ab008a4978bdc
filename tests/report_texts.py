"""The news item of tests/report_fixture.py: paragraphs of (source, translation, re-translation 1, re-translation 2)."""

PARAGRAPHS = (
    (
        (
            "У Житомирі після ремонту відкрили міст через річку Тетерів.",
            "In Zhytomyr, after the repair, a bridge over the Grouse River was opened.",
            "In Zhytomyr, a bridge over the Teteriv River has reopened after repairs.",
            "A bridge across the river Teteriv was opened in Zhytomyr after renovation.",
        ),
        (
            "Роботи тривали вісім місяців і коштували 48 млн гривень.",
            "The works lasted eight months and cost 4.8 million hryvnias.",
            "The work took eight months and cost UAH 48 million.",
            "Works took eight months and cost 48 million hryvnias.",
        ),
        (
            "Міст не закривали для пішоходів жодного дня.",
            "The bridge was closed to pedestrians for a single day.",
            "The bridge was not closed to pedestrians for a single day.",
            "The bridge never closed to pedestrians.",
        ),
    ),
    (
        (
            "Мер розповів, що підрядник узяв себе в руки лише наприкінці літа.",
            "The mayor said that the contractor took himself in his hands only at the end of the summer.",
            "The mayor said that the contractor only pulled itself together at the end of the summer.",
            "According to the mayor, the contractor got its act together only in late summer.",
        ),
        (
            "«Ми не збиралися дивитися на це крізь пальці», — сказав він.",
            "“We were not going to look at this through our fingers,” he said.",
            "“We were not going to turn a blind eye to this,” he said.",
            "“We did not intend to turn a blind eye to it,” he said.",
        ),
        (
            "Навесні тут запрацює ще й велосипедна доріжка.",
            "In the spring, a bicycle path will also open here.",
            "A cycle path will also open here in spring.",
            "In spring, a bike lane will open here as well.",
        ),
    ),
    (
        (
            "Поетеса Леся Українка народилася у Звягелі, менш ніж за сто кілометрів звідси.",
            "The poet Lesya Ukrainian was born in Zviahel, less than a hundred kilometers from here.",
            "The poet Lesya Ukrainka was born in Zviahel, less than a hundred kilometres from here.",
            "The poetess Lesia Ukrainka was born in Zviahel, under a hundred kilometres away.",
        ),
        (
            "Зі Звягеля на свято приїхав хор місцевої школи.",
            "A choir of the local school came to the holiday from Zvyagel.",
            "A choir from a local school came from Zviahel for the celebration.",
            "A local school choir came from Zviahel to the celebration.",
        ),
        (
            "Вхід на концерт був вільний.",
            "Entrance to the concert was was free.",
            "Admission to the concert was free.",
            "Entry to the concert was free.",
        ),
        (
            "Квитки до обласного театру коштують від 150 гривень, доки діє знижка.",
            "Tickets to the regional theatre cost from 150 hryvnias until the discount is valid.",
            "Tickets to the regional theatre start at 150 hryvnias while the discount lasts.",
            "Tickets for the regional theatre cost from UAH 150 as long as the discount applies.",
        ),
    ),
    (
        (
            "Для дітей із передмістя організували безкоштовний автобус.",
            "A bus was organized for children.",
            "A free bus was arranged for children from the suburbs.",
            "A free bus was organised for children from the suburbs.",
        ),
        (
            "Біля мосту встановили нові лавки та ліхтарі.",
            "New shops and lanterns were installed near the bridge.",
            "New benches and street lamps were installed near the bridge.",
            "",
        ),
        (
            "Наступний етап — ремонт набережної.",
            "The next stage is the repair of the набережна.",
            "The next stage is the repair of the embankment.",
            "The next step is to renovate the embankment.",
        ),
    ),
)
