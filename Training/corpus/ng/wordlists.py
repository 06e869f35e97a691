"""Word lists of the lint: they only decide what is worth a warning."""
import re

SPEECH = set("""said says say saying told tells according added adds argued argues claimed claims claiming denied denies deny alleged alleges alleging accused accuses
accusing insisted insists warned warns stated states announced urged urges demanded demands promised vowed pledged described
acknowledged admitted conceded confirmed confirms rejected dismissed criticised criticized praised testified suggested noted believes believed
estimated reported recalled replied asked wrote writes explained maintained maintains countered contends contended cautioned condemned predicted""".split())
EVENTWORD = set("""arrested arrest arrests detained killed died dead death deaths injured wounded attack attacks bombing explosion protest protests demonstration rally
march elected election vote voted appointed resigned resignation dismissed sacked retired married born founded launched launch acquired acquisition merger
merged bought sold sued lawsuit trial convicted conviction sentenced acquitted charged charges raid raided searched investigation inquiry
talks meeting met visit visited agreement treaty signed sanctions sanctioned banned ban crash crashed collapsed earthquake flood flooded floods storm evacuated
rescued hacked breach ransomware won beat defeated match final award awarded discovered discovery published shot stabbed kidnapped strike""".split())
PRON = set("he she him his her hers himself herself i me my we us our they them their it its itself themselves who who's whose".split())
DEMONYM = re.compile(r"^(?:Gen|Sen|Sgt|Col|Sept|Feb|Jan|Aug|Oct|Nov|Dec|Apr|AD|BC|PhD|MP|[A-Z]\w*(?:ian|ean|ese|ish|can|ans|ians|i)|French|Dutch|Greek|Swiss|German|Danish|Swede|Thai|Czech|Welsh|Roman|Catholic|Muslim|Christian|Norman|Slovak|Kurdish|Arab|Brexit|English|European|Islamist|Internet|COVID|I|Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Judge|Justice|Detective|Inspector|Sergeant|Captain|Colonel|General|Professor|President|Prime|Minister|Chancellor|Mayor|Councillor|Cllr|Senator|Governor|Secretary|Chief|Deputy|Foreign|Interior|Major|Lieutenant|Commander|Ambassador|Superintendent|Rev|Prof|Gov|Rep|Atty|Engr|Barr|Smt|Shri|Hon|Ing|Mx|Ven|Lt|Brigadier|Datuk|Ms|Mme|Cdr|Supt|Insp|Adm|Brig|Maj|QC|KC|CEO|CFO|GMT|a\.m|p\.m)\.?$")
# capitalised words that are no nodes: languages, feasts, diseases, units, posts in bylines
PLAIN = set("""Arabic Wolof French Quechua Uzbek Nordic Swahili Hindi Tamil Latin Bengali Yoruba Hausa Zulu Xhosa Tagalog Urdu Mandarin Cantonese Hebrew Gaelic
Catalan Basque Portuguese Kenyan Samoan Angolan Rwandan Ugandan Ethiopian Malayan Korean Antarctic Arctic Black Hispanic Latino Indigenous Aboriginal Jewish Buddhist Hindu Sikh
Protestant Anglican Orthodox Christmas Easter Ramadan Diwali Eid Lent Mass Ebola Zika Covid Covid-19 COVID-19 God Pope Test Nobel Web Wi-Fi PhD
AM FM UTC GMT CET EST EDT PST AWST AEST IST BST EUR USD NOK SEK DKK GBP CHF CFA Sh Rs R P M N NT GH US A C HK S NZ T-shirts T-shirt X-ray X-rays X
Reporter Correspondent Editor Science Showbiz Retail Books Arts Royal Political Sports Staff Writer Business Health Environment Crime Education Religion
Majority Minority Leader Attorney-General Speaker Ombudsman Cabinet KEY POINTS PRESS RELEASE FACT CHECK Celsius Fahrenheit Pacific Gulf Nipah Ven Lt Brigadier Got Section Article Chapter State Briton Britons South North East West""".split())
AMOUNT = re.compile(r"(?:Rs|Sh|KSh|USh|UShs|TSh|RM|Rp|Tk|VT|FCFA|CFA|R\$|R|P|M|N|EUR|USD|NOK|SEK|DKK|CHF|GBP|US|NT|GH|A|C|HK|S|NZ|K|Q|L|B|T)[.]? ?\d|(?:Year|Grade|Class|Form|Page|Figure|Table|Row|Gate|Room|Route) \d")
DEFINITE = ("The Hague", "The Gambia", "The Bahamas")
