/**
 * Everyday English words of three to five letters, written down for this task: the two letters that a word begins with, then how
 * it goes on. Every beginning goes on in at least four ways, so that there is something to choose.
 */
// not words: of the page
const WORDS = `
ab: le out ove use
ac: he id orn re tor
ag: ain e ent ree
al: arm bum ike ive low one
am: ber ong ple use
an: gel gle kle t
ap: art ple ply ron
ar: ch ea m row t
ba: g ke ll nd rn sic th
be: ach ar d e ll nch st
bi: g ke ll rd te
bl: ack ade ock oom ow ue
bo: at ne ok ot x
br: ain ave ead ick ing own ush
bu: ild lb rn s sh sy y
ca: ke ll mel ndy r rd t ve
ch: air alk eek eer ess est in
cl: ay ean iff imb ock oud own
co: al at in ld ok rn w
cr: ab eam op own umb y
da: iry nce rk te wn y
de: al ar ep er lay sk
di: al g ne rt sh ve
do: ck g ll or wn ve
dr: aft aw eam ess ink ive y
du: ck e ll sk st ty
ea: ch gle r rly rth st sy t
el: bow der f k m
en: d emy joy ter try
ev: en ent er ery
fa: ce ir ll me r rm st
fe: ast ed el nce rn w
fi: eld g ll nd re sh ve
fl: ag ame at oat our ow y
fo: g od ot rk ur x
fr: ame esh og ont uit
ga: in me p te
gl: ad ass obe ove ue
gr: ain ape ass een ey ow
ha: ir lf m nd ppy t
he: ad art at avy lp n
hi: de gh ll nt t
ho: ld me ney pe rse t use
in: ch k n put
jo: b in ke y
ju: dge ice mp ry
ki: ck nd ng te
la: ke mp nd st te w
le: af arn mon ft g
li: ft ght mb me on p st
lo: ck g ng ok ud ve w
ma: gic il ke n p rch sk
me: al at et lon n tal
mi: lk ll nd ne x
mo: on p re th use vie
ne: ar ck ed st t w
no: d ise rth se te w
oa: k r t th
or: bit der e gan
pa: ge int lm n per rk th
pe: ach ar arl n t
pi: ano e g n nk pe
pl: ace ain ane ant ate um
po: em nd ny ol t
pr: ess ice ide int ize oud
qu: een ick iet ilt ite
ra: ce dio in n t w
re: ach ad d st ply
ri: ce ch de ng pe ver
ro: ad bot ck ll of om pe se
sa: d fe il lt me nd w
se: a al at ed ll ven
sh: ade are eep ell ine ip oe op
si: lk ng nk t x ze
sk: ate ill in irt y
sl: eep ice ide ope ow
sm: all art ell ile oke
sn: ail ake ap ow
so: ap ck ft il ng up
sp: ace eak end ice oon
st: ar eam em ep one op orm
su: gar it m n ny
sw: an eet im ing
ta: ble il lk ll pe x
te: a am ach n nt st
th: ank ick in ing ree umb
ti: ger e me n ny p
to: ad e ol n oth wn y
tr: ack ade ain ee ip uck y
tu: be g lip na ne rn
un: cle der ion it til
va: lue n por se
vi: deo ew ne sit tal
wa: gon ke lk ll r sh ter ve
we: b ed ek ll st t
wh: ale eat eel ite ole y
wi: de fe n nd ng re sh
wo: lf man od ol rd rk rm
ya: k rd rn wn
yo: u ung ur uth
ze: al bra ro st
`;

/** All different, in lower case. */
export const VOCABULARY: readonly string[] = WORDS.trim()
  .split('\n')
  .flatMap((line) => {
    const [beginning, endings] = line.split(': ') as [string, string];
    return endings.split(' ').map((ending) => beginning + ending);
  });
