"""Words and names that the generated volumes are made of, besides the sentences of the samples."""

NOUNS = """access account adapter adoption advance advice agency agenda agreement airport alarm alliance allocation
allowance ambition amendment amount analysis annex appeal applicant appraisal approach archive area argument arrangement
article assembly assessment asset assumption attempt audience audit authority average balance bandwidth bank barrier
basis beacon benefit border branch bridge broadcast budget building bulletin burden bureau cable calendar campaign
capacity carrier catalogue category ceiling census centre certificate challenge channel chapter charge charter choice
circuit citizen claim clause coast code commission commitment committee community company comparison complaint
component concern conclusion condition conference conflict connection consensus consequence consultation consumer
contract contribution control convention copy corridor council country course court coverage credit criterion cycle
damage deadline debate decade decision declaration decree defence delay delegation delivery demand department deposit
description desert desk device dialogue directive directory disaster discipline discount discussion disk dispute
distance district division doctrine document domain donor draft drill duty earthquake economy edition effect effort
election element emergency employee engineer enquiry entry equipment error estimate evaluation evidence examination
example exchange exercise expense expert explanation export facility factory failure farmer feature fee ferry fibre
field figure filter finding fleet flood forecast forest format formula forum foundation framework frequency function
fund gateway generation generator goal government grant graph grid ground group guarantee guide harbour hazard header
highway hospital household hurricane identity impact implementation import improvement incentive incident indicator
industry influence initiative injury inspection institution instrument insurance interest interface interval
intervention interview inventory investment invoice island issue journal judge judgement jurisdiction keyboard kingdom
knowledge label laboratory lake landing language law layer leader league lecture legislation lesson letter level
liability library licence lighthouse limit line link list literacy loan location machine mailbox maintenance majority
manager mandate manual map margin market measure mechanism meeting member memorandum message method migration minister
ministry minority mission mobility model modem monitor monopoly month mountain movement municipality museum narrative
nation negotiation network newspaper node notice notification nurse object objective obligation observation ocean
office officer operation operator opinion opportunity option order organization origin outage outcome outlook output
oversight owner package panel parameter parliament participation partner passenger password patent patient pattern
payment penalty percentage performance period permission person phase pilot pipeline plan plant platform policy poll
port portfolio position post power practice precedent preparation presence pressure price principle priority privacy
procedure process procurement producer profile programme project promise proof property proposal protection protocol
province provision publication purchase purpose quality quantity quarter query questionnaire quota radar radio railway
range rate reader receipt reception recipient record recovery reduction reference referendum reform refuge region
register regulation regulator reliability relief remedy repair repeater replacement reply report request requirement
research reservation reserve resilience resolution resource response responsibility restoration result revenue review
revision risk river roof root route router routine rule sample sanction satellite scale schedule scheme scholar school
science scope season secretariat section sector sensor sentence series server service session settlement shelter
shipment shortage signal signature site situation society software solution source speaker specialist spectrum staff
stage standard statement station statistics statute storage storm strategy stream street strike structure student
study subject subscriber subsidy substation suburb success summary summit supervision supplier supply support surface
surplus survey switch symbol system table target tariff task teacher team technique technology telephone temperature
template tenant tender term territory testimony theory threat threshold ticket title token tower town trade tradition
traffic training transaction transfer transition translation transmission transport treasury treaty trial tribunal
trust turbine tutorial union unit university update upgrade usage user utility valley value variation vehicle vendor
version vessel village violation visit volume voter warehouse warning warrant waste weather website weight witness
worker workshop zone""".split()

ADJECTIVES = """able absent abundant accessible accurate active adequate administrative advanced affordable aggregate
agricultural annual anonymous applicable appropriate atmospheric authentic automatic available average bilateral binding
broad careful central certain civil coastal collective commercial common comparable competent complete complex
comprehensive compulsory concrete confidential considerable consistent constant constitutional continental continuous
conventional cooperative coordinated corporate credible critical cultural current customary daily decentralized decisive
defective delicate democratic dense detailed digital diplomatic direct distant domestic double durable early economic
educational effective efficient elaborate electoral electrical electronic eligible empirical encrypted environmental
equal essential ethical evident exact exceptional excessive exclusive executive existing expensive experimental explicit
external extraordinary familiar feasible federal final financial fiscal flexible foreign formal fragile frequent
fundamental general generic genuine geographic global gradual historic honest horizontal hospitable human identical
immediate imperfect implicit important incomplete independent indicative indigenous indirect individual industrial
inevitable informal initial institutional insular integral intellectual intelligible intermediate internal international
intuitive invisible joint judicial large lawful legal legislative legitimate lengthy liberal limited linear linguistic
local logical mandatory manual marginal maritime maximal mechanical medical meteorological metropolitan migrant military
minimal mobile moderate modern modular monetary multilateral multilingual municipal mutual narrow national natural
necessary neutral nominal notable numerical objective obsolete occasional oceanic official operational optical optional
ordinary organic original parallel partial particular passive peaceful perceptible periodic permanent personal physical
plausible political portable possible practical precise preliminary preventive primary private probable productive
professional prominent provincial provisional public punctual qualified quantitative quarterly radical rapid rational
reasonable recent reciprocal redundant regional regular relative relevant reliable remote representative residential
resilient respective responsible restricted retail reversible robust routine rural satisfactory scarce seasonal
secondary sectoral secure selective senior sensible separate serious several shared significant similar simple
simultaneous social solar spatial special specific stable standard statistical statutory strategic strict structural
submarine subsequent substantial successive sufficient suitable supplementary sustainable symbolic systematic technical
temporary terrestrial thematic theoretical thermal thorough tidal timely traditional transparent tropical typical
ultimate unanimous uncertain uniform unilateral universal unlawful unstable urban urgent useful valid valuable variable
verbal verifiable vertical viable virtual visible vital voluntary vulnerable weekly wholesale wireless
written""".split()

VERBS = """accelerate accept accompany address adjust adopt advise allocate amend analyse announce anticipate appoint
approve arrange assess assign assist authorize balance broaden calculate centralize certify circulate clarify collect
combine compare compile complete concern confirm connect consolidate constrain consult convene convert coordinate
correct create declare define delegate deliver demonstrate describe designate determine develop diminish disclose
discuss distribute document elaborate employ enable encourage enforce enlarge equip establish estimate evaluate examine
exclude exempt expand explain extend facilitate finance formulate fulfil govern guarantee harmonize illustrate implement
improve include incorporate indicate influence inform inspect integrate introduce investigate isolate justify launch
limit maintain manage measure mention modernize modify monitor negotiate notify observe obtain operate organize oversee
permit postpone prepare prescribe preserve prevent prioritize process prohibit promote propose protect publish purchase
qualify question ratify receive recognize recommend record reduce regulate reinforce reject release remove renew repair
replace represent require rescue reserve resolve restore restrict retain review revise satisfy schedule secure simplify
specify sponsor standardize strengthen submit supervise supply support suspend sustain transfer translate transmit treat
undermine unify update validate verify visit withdraw""".split()

SENTENCES = """
The {a} {n} of the {n} was meant to {v} the {n}, but the {a} {ns} of the {n} could not be brought to {v} it.
A {n} that is {a} in one {n} may be {a} in another, and no {n} can {v} both at once.
Where the {n} and the {n} disagree, the {a} {n} decides which of the {ns} to {v} and which to leave for a later {n}.
Most {ns} have a {n} for this purpose; few {v} it, and fewer still {v} the {ns} on which it rests.
To {v} a {n} is not to {v} the {n} behind it.
The {ns} were asked to {v} each {n} by its {a} {n}, by its {n} and, where there was one, by the {n} responsible.
In the {a} {ns} the {n} fell by a third; in the {a} ones it did not change.
It took two years to {v} the {n}, and a third to {v} the {ns} that nobody had thought of.
No {n} was found for the {a} {n}, which the {ns} continue to {v} at their own expense.
The {n} is {a}, the {n} is {a}, and the {n} between them is neither.
Whoever has to {v} a {n} at night will want the {n} to be {a} and the {ns} short.
If the {n} should {v} the {ns} of its {a} {n}, the {n} would have nothing left to {v}.
What the {n} calls a {a} {n}, the {n} calls a {n}.
Each {n} keeps a {n} of its {ns}, which the {n} may {v} once a year and must {v} after every {a} {n}.
The {a} {ns} that the {n} had promised to {v} came in the following {n}, without the {ns} that make them {a}.
""".strip().split("\n")

TITLES = ["The {a} {b} and its {c}", "{b} without {c}", "On {a} {bs}", "{bs} and {cs} in {a} places",
          "What a {a} {b} can do for the {c}", "Towards a {a} {b}"]

GIVEN = """Adaeze Aino Alofa Amara Ana Anselm Åsa Beatriz Birgit Bồng Carmen Chidi Chu Dafydd Đào Dilnoza Edvin Efua
Elif
Émilie Farhod Fatoumata Félicité Ganbold Giulia Hà Hamid Hiroko Ieva İpek Ivana Jūratė João Josefa Kamala Keiko Khadija
Kwame Lan Leilani Łucja Mahina Malik Mariam Mateo Minh Moana Nadia Ngozi Nils Olga Orhan Paavo Pilar Priya Quý Rafael
Ratu Rosa Ruth Sáng Sefa Sina Søren Tariq Temuulen Thủy Tomás Uma Valdís Vinh Wanjiru Xuân Yusuf Zeynep Žofia""".split()

FAMILY = """Abubakar Aðalsteinsdóttir Afolabi Andrianarisoa Åkesson Bakare Bangura Barbosa Batbayar Bui Çelik Chaudhry
Cisse Corrêa Dahl Đặng Delacroix Diallo Dlamini Doležal Eriksen Escobar Faleolo Fernandes Fonoti Gebremariam Girma Gomes
Grünwald Guðmundsson Haddad Hakimov Hoàng Horváth Ibarra Ismailov Jansone Jovanović Kaimana Kamau Karimova Kiptoo
Kowalczyk Lâm Larsen Leota Lindqvist Lý Maalouf Macaulay Mbeki Meireles Mikaere Mutua Nakamura Nguyễn Ñahui Obasi Okafor
Oyelaran Öztürk Palmgren Pérez Pham Popescu Qasim Quiñones Rahimi Ramanantsoa Rakoto Sáenz Şahin Sato Siddiqui Silva
Škvorecký Tamasese Tembo Thapa Tran Tupou Ualesi Vaičiūnas Valdivia Vũ Waqavuka Weiß Wiśniewska Xu Yılmaz Zainal
Zulu""".split()

COUNTRIES = """AU BD BT CA CL CM DE DK ES EE FJ FR GH ID IE IN IS JP KE KI LK LT MG MN MY NG NO NZ PE PH PL PT SE TH TO
UG VN WS ZA ZM""".split()
BODIES = ["Ministry of {}", "Institute for {} Studies", "Office of {}", "Agency for {}", "University Department of {}"]
