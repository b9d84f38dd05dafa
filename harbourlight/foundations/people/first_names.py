"""First names that are forms of one name; the first of each line names the family."""

FAMILIES = """
catherine katherine catharine katharine kathryn cathryn kathrine katrin katrina catrina catriona kate katie katy
catherine cathy kathy cath kath kitty kat kay caitlin
mohammed muhammad mohamed mohammad muhammed muhamad mohamad mohamud mehmet mo
elizabeth elisabeth liz lizzie lizzy beth betty bess eliza elsie libby lisa lilibet elspeth
margaret margret maggie meg megan peggy marge margie greta rita daisy
william will bill billy willy liam wills gwilym
robert rob bob bobby robbie bert rupert
richard rich rick ricky dick richie
john jon jonny johnny jack ian sean shaun shawn evan iain
jonathan jonathon johnathan jonny
james jim jimmy jamie jem jacob jake seamus hamish
joseph joe joey jo youssef yusuf yousef yousuf josef
michael mike mick mickey micky mikey mikael michal mikhail
christopher chris kit topher kris kristopher christoph
christine christina kristina krystyna chris chrissie tina kirsten kirsty
stephen steven steve stevie stefan stephan
thomas tom tommy tomas tomasz
anthony antony tony anton antoni
andrew andy drew andrei andrzej andre
alexander alex alec alasdair alistair alastair sandy xander sasha aleksander iskander
alexandra alex lexi sandra sasha alexa
edward ed eddie ted teddy ned
david dave davey dafydd dawud dawood daoud
daniel dan danny daniyal
matthew matt matty mathew mateusz
nicholas nick nicky nicolas nicholaus mikolaj
benjamin ben benny benji
samuel sam sammy
samantha sam sammie
joshua josh
zachary zach zac zack zak zachariah zakariya zakaria
peter pete piotr pyotr
paul pawel pavel paulo
philip phil phillip pip
charles charlie charley chuck chas
charlotte charlie lottie lotte char
george georgie jerzy yuri
gerald gerry jerry gerard
geoffrey geoff jeff jeffrey
frederick fred freddie freddy
francis frank frankie
frances fran frankie fanny francesca
henry harry hal hank
harriet hattie harrie
harold harry hal
lawrence laurence larry laurie
leonard len lenny leo
kenneth ken kenny
timothy tim timmy
terence terry terrence
patrick pat paddy padraig patryk
patricia pat patsy tricia trish patty
dorothy dot dottie dolly dora
victoria vicky vicki vikki tori
jennifer jen jenny jenni jenna
jessica jess jessie
rebecca becky becca rebekah beck
deborah debbie deb debra
susan sue susie suzy susanna suzanne
sarah sara sally sadie zara
ann anne anna annie hannah nancy ania anya
mary maria marie molly polly maryam mariam miriam moira maire
martha marta mattie
eleanor ellie nell nellie elinor nora leonora elena
helen ellen nell helena elaine
emily em emma millie emmie
amelia millie amy mila emilia
isabel isabelle isabella bella izzy belle isobel ysabel
abigail abi abby gail
alice ali alicia alys
olivia liv livvy ollie
oliver ollie olly
theodore theo ted teddy
theresa teresa tess tessa terry
jane jayne janet janice jean joan sian
joanne joanna jo johanna
jacqueline jackie jacqui jacky
gillian jillian gill jill
georgina georgia georgie gina
geraldine gerry geri
natalie nat natalia natasha tasha
stephanie steph stefanie steffi
tamsin tamzin thomasina
rachel rachael rae raquel
ruth ruthie
penelope penny
pamela pam
philippa pippa pip
lucy lucie lucia lucinda
louise lou louisa lulu
laura laurie lauren lora
ahmed ahmad achmed ahmet
abdul abdel abdal abdullah abdulla abdallah
ali aly ali
hussein hussain husain hossein hussayn
hassan hasan hassaan
ibrahim ebrahim abraham abe
omar umar omer
yasmin yasmine jasmine jasmin
fatima fatimah fatma fatema fathima
aisha ayesha aysha aishah
khadija khadijah khadeeja
amina aminah amena
zainab zaynab zeinab zeynep
harpreet harprit
jagdeep jagdip
oluwaseun seun
oluwatobi tobi toby tobias
nathaniel nathan nat nate
leah lea lia
lily lilly lillian lilian
sophie sophia sofia sophy zofia
evelyn eve evie eva
phoebe phebe
zoe zoey zoë
"""


def read():
    """Return {name: frozenset of the families it belongs to}."""
    found = {}
    for line in FAMILIES.split("\n"):
        for name in line.split():
            found.setdefault(name, set()).add(line.split()[0])
    return {name: frozenset(families) for name, families in found.items()}


OF = read()


def families_of(word):
    """Return the families that a folded first name belongs to, in order."""
    return sorted(OF.get(word, ()))
