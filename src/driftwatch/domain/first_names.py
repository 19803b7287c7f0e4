"""First names of people by which a text is known to name somebody: data."""

FIRST_NAMES = frozenset(
    """
aaliyah aaron abbie abby abdul abdullah abel abena abigail abraham abril ada adaeze adam adama adebayo adela adele adelina adeola aditi aditya adnan
adrian adriana adrien adrienne afonso agata agathe agnes agnieszka agustin ahmad ahmed aidan aiden aiko aileen ailsa aimee aino aisha aisling ajay
akash akiko akin akira akua alain alan alana alasdair alastair alba albert alberto albin alec alejandra alejandro alek aleksandar aleksander
aleksandr aleksandra aleksei alena alessandra alessandro alessia alex alexander alexandra alexandre alexandros alexandru alexei alexey alexia alexis
alfie alfonso alfred alfredo algirdas ali alice alicia alicja alina aline alisa alisha alison alistair allan allison alma aloys alvaro alvin alyssa
amadou amalia amalie amanda amani amara amber ameer amelia amelie amina aminata amir amira amit amita amos amparo amy ana anais anand ananya anas
anastasia anastasios anders andile andre andrea andreas andreea andrei andrej andrew andrey andris andrzej andy aneta ang angel angela angelica
angelika angelina angelos angus anh anica anil anisa anish anita anja anjali anjum anke ankit ann anna annabel anne anneke anneli annelies annemarie
annette annie annika anouk ansel anselm anthony antje antoine antoinette anton antonella antoni antonia antonin antonio antonis anu anuja anupam
anya aoife april arash archie ari ariana arianna ariel arif arjun arlene arlo armand armando armin arnaldo arnaud arne arno arnold art arthur arto
artur arturo arun aruna arvid arvind asa asad asger asha asher ashish ashley ashok ashraf asif aslan asma assaf astrid asuncion atanas athanasios
athena atif attila aubrey audrey august augusta auguste augustin aurelia aurelie aurelien aurora austin ava avery avi avinash awa axel aya ayaan
ayan ayesha aylin ayodele ayse azra baptiste barbara barbora barnaby barney barry bart bartek bartosz bas basil bastian bastien bea beata beate
beatrice beatriz becky bella ben benedetta benedict benedikt bengt benjamin benny benoit bente berit bernadette bernard bernardo bernd bernhard
bernice bernie bert berta bertha bertil bertrand beryl bess beth bethan bethany betina betsy betty bev beverley bhavna bianca bibi bill billie billy
binh birgit birgitta birgitte bjarne bjorn blaise blake blanca blanka bo bob bobby bogdan bogna boris borislav borja boyan brad bradley brady
brandon branislav branko breda brenda brendan brennan brent brett brian brianna bridget brigid brigitte britt britta bronagh bronwen brooke bruce
bruna bruno bryan bryony bukola burak caleb callum calvin cameron camila camilla camille candice cara carina carl carla carlo carlos carlotta carly
carmel carmela carmen carol carola carolina caroline carolyn carrie carsten carter caryn casey caspar casper cassandra cassie catalina catarina cath
cathal catherine cathy catriona cecil cecile cecilia cecilie cedric celeste celestine celia celina celine cem cesar chandra chang chantal charis
charity charlene charles charlie charlotte chase chelsea chen cheng chenxi cheryl chiara chidi chika chike chinedu chinonso chinwe chioma chip chloe
chris christa christel christelle christer christian christiana christiane christina christine christof christoph christophe christopher christos
chuck chukwuemeka cian ciara ciaran cillian cindy claire clara clare clarence clarissa claude claudette claudia claudine claudio claus clay clemence
clemens clement clementine cleo cliff clifford clint clive clodagh cody colette colin colleen colm conall concha connie connor conor conrad
constance constantin constantine consuelo cooper cora coralie cordelia cordula corey corinna corinne cormac cornelia cornelis cornelius cosmin cosmo
costas courtney craig cristian cristiano cristina cristobal crystal curtis cynthia cyril cyrille cyrus dafydd dag dagmar dagny dahlia daisy dale
dalia damian damien damir damjan damon dan dana dani daniel daniela daniele daniella danielle danijel danil danilo danny dante danuta daphne dara
darcy daria darina dario dariusz darko darlene darrell darren darryl darya dashiell dave david davide davor dawid dawn dawood dayo dean deanna deb
debbie deborah debra declan deepa deepak deepika deirdre delia delphine demetrius denis denisa denise deniz dennis denny derek dermot derya desiree
desmond despina detlef devi devika devin devon dexter dhruv diana diane dick didier diego dieter dietmar dilan dilip dillon dilnoza dimitar dimitra
dimitri dimitrios dimitris dina dinah dinesh dinh dino dirk divya dmitri dmitry dolores dom domenico domingo dominic dominik dominika dominique don
donal donald donata donatella donna dora dorian doris dorota dorothea dorothy dorte dot doug douglas dragan dragana drew duarte dubravka dulce
duncan dusan dusko dustin dwayne dylan eamon earl ebba ebony eckhard ed eddie edgar edit edith edmund edoardo edouard eduard eduardo edvard edward
edwin edwina edyta efe efua egil egon eike eileen eilidh eimear einar eino eirik eitan ekaterina elaine elba eleanor eleanora elena eleni eleonora
elias elif elin elina elinor elio elisa elisabeth elisabetta elise eliza elizabeth elke ella elle ellen elli ellie elliot elliott ellis elodie
eloise els elsa elsbeth elsie elspeth elton elvira elwin elyse ema emanuel emanuela emanuele emeka emer emil emile emilia emiliano emilie emilio
emily emin emine emir emma emmanuel emmanuelle emre emrys enda ender enrico enrique enzo eoghan eoin ephraim eric erica erich erik erika erin erina
erkki erlend erna ernest ernestine ernesto ernst eros errol ersin erwan erwin esa esben esme esmeralda espen esperanza essi esteban estelle ester
esther ethan ethel etienne etta eugen eugene eugenia eugenie eugenio eunice eva evan evangelia evangelos eve evelina eveline evelyn evert ewa ewan
ewelina eyal ezekiel ezra fabian fabiana fabien fabienne fabio fabrice fabrizio fadi faisal faith faiza falk fanny farah fareed farhad farhan farid
farida farouk fatima fatimah fatma fatou fatoumata faustine fay faye federica federico felicia felicitas felicity felipe felix femi fenna ferdinand
ferdinando ferenc fergal fergus fernanda fernando feyza ffion fikret filip filipa filipe filippa filippo finbar finlay finn finnian fiona fionn
fiorella firas flavia flavio fleur flora florence florent florentin florian florin floris folasade folke fran frances francesca francesco francine
francis francisca francisco franciska franciszek franck francois francoise frank franka frankie franz franziska fraser fred freda freddie freddy
frederic frederica frederick frederico frederik frederikke fredrik freya frida frieda friedrich frits fritz fumiko funmi gabor gabriel gabriela
gabriele gabriella gabrielle gaetano gail galina galya gareth garfield garry garth gary gaspard gautam gauthier gavin gavril gayle geert geertje
gemma gene genevieve geoff geoffrey geoffroy georg george georges georgette georgi georgia georgiana georgie georgina georgios gerald geraldine
gerard gerardo gerd gerda gergely gerhard germain german gernot gerrit gerry gert gertrud gertrude gianluca gianni gideon gil gilbert gilberto giles
gill gilles gillian gina ginny gintaras gioia giorgia giorgio giovanna giovanni gisela giselle gita gitte giulia giuliana giuliano giulio giuseppe
gladys glen glenda glenn glenys gloria glyn gonzalo gopal goran gordana gordon gorka grace gracie graciela graeme graham grainne grant grazyna greg
gregoire gregor gregorio gregory greta gretchen gretel grietje grigor grigory gro grzegorz guadalupe gudrun guido guilherme guillaume guillermo
guiomar gulsen gunnar gunther gus gustaf gustav gustavo guy gwen gwendolyn gwyn gwyneth gyorgy habib hadi hadiza hadley hafsa haim hakan hakim hakon
hal halima halina hamid hamish hamza hana hanan hanh hank hanna hannah hanne hannes hannu hans hansel hanson harald hari harish harjit harold harper
harpreet harriet harris harrison harry haruka haruki haruto harvey hasan hashim hassan hattie havard hawa hayden haydn hayley hazel heather hector
heda hedda hedvig hege heidi heike heikki heiko heiner heinrich heinz helen helena helene helga hella helle helmut hendrik henk henning henny henri
henriette henrik henrike henrique henry henryk herbert heribert herman hermann hermine hernan herve hetty hilary hilda hilde hildegard hiroki hiromi
hiroshi hisham hitesh hitomi hoang holger holly honor honza hope horace horacio horatio horst howard hristo hubert hugh hugo hui hulya humberto
humphrey hung huong hussain hussein hyacinth iain ian ianto ibrahim ibrahima ida idris ieva ifeanyi ifeoma ignacio ignatius igor ikechukwu ilaria
ildiko ilias ilka ilkka ilona ilse ilya imani imke imran imre ina ines inga inge ingeborg ingemar inger ingmar ingo ingolf ingrid ingvild inigo inka
inna ioana ioanna ioannis ion iona ionut ira iragi irena irene irina iris irma irmgard irving isa isaac isabel isabela isabella isabelle isadora
isaiah ishaan ishmael isidora isidro isla ismael ismail isolde israel istvan itziar ivan ivana ivar ivo ivona ivor ivy iwan iwona izabela izzy
jaakko jaako jaap jace jack jackie jackson jaclyn jacob jacoba jacobus jacqueline jacques jacqui jade jadwiga jaime jaimie jake jakob jakov jakub
jalal jamal james jamie jamila jamsheed jan jana jane janek janelle janet janette janice janie janina janine janis janne janneke jannis janos janusz
jared jarek jari jarkko jarl jarmila jaroslav jaroslava jaroslaw jasmin jasmina jasmine jason jasper jaswinder javed javier jaya jayden jayesh jayne
jean jeanette jeanne jeannette jeannie jed jeff jefferson jeffrey jelena jelle jem jemima jemma jen jenna jennie jennifer jenny jens jeppe jeremiah
jeremy jeroen jerome jerry jerzy jesper jess jesse jessica jessie jesus jethro jiho jill jim jimena jimmy jin jiri jisoo jitka jiwoo joachim joan
joana joanna joanne joao joaquim joaquin jocelyn jochen jodie jody joe joel joelle joerg johan johana johann johanna johannes john johnny jolanda
jolanta jolie jon jonah jonas jonathan joni jonna joost jordan jordi jorge jorgen joris jorn jose josef josefa josefin josefina joseph josephine
josh joshua josiah josie josip josue joy joyce jozef juan juana juanita juanjo jude judit judith judy juergen juha juhani jukka jules julia julian
juliana juliane julianna julianne julie julien juliet julieta juliette julio julita julius jumoke june junko jurgen juri jussi justin justina
justine justyna jutta jyoti jyrki kaan kabir kacper kadri kai kaia kailash kaisa kaito kaja kajsa kalina kalle kamal kamala kamil kamila kamran kane
kang kanya kara karan kareem karel karen kari karim karin karina karine karl karla karol karolina karoline karsten karthik kasia kasimir kaspar
kasper kassandra katarina katarzyna kate katerina katharina katharine katherine kathleen kathrin kathryn kathy katia katie katja katka katrin
katrina katrine katy katya kaveh kavita kavya kay kaya kayla kayode kazimierz kazuki kazuo keegan keiko keir keira keith kelechi kellie kelly kelsey
kelvin kemal ken kendra kenji kenneth kenny kent kenza kenzo kerem kerri kerry kerstin keshav ketan kevin khadija khaled khalid khalil khanh kiera
kieran kieron kiki kim kimberley kimberly kimiko kinga kiran kirill kirk kirsi kirsten kirstie kirstin kirsty kit kitty kjell kjersti klaas klara
klaudia klaus klemens knud knut kobus koen kofi koji kojo konrad konstantin konstantinos kora korbinian kostas kourosh kris krishna krishnan kristen
kristian kristiina kristin kristina kristine kristjan kristof kristoffer kristy krystal krystyna krzysztof kumar kunal kurt kwabena kwaku kwame
kwasi kyle kylie kyra kyriakos lachlan laetitia laila lakshmi lalita lamar lamin lana lance lara larisa larissa lars lasse laszlo latifa laura laure
laureen lauren laurence laurens laurent laurenz lauri laurie lavinia lawrence layla lea leah leander leandro leanne leena leif leigh leila lela
leland lemuel len lena lene leni lenka lennart lennie lennon lenny leo leon leona leonard leonardo leone leonid leonie leonor leonora leonore
leontine leopold leroy les leslie lester leszek leticia letitia lev levent levi lewis lex leyla liam lian liana libby lidia lien liesbeth liese
liisa lila lili lilia lilian liliana lilith lillian lilly lily lin lina lincoln linda lindiwe lindsay lindsey linh linn linnea lino linus lionel
lior lisa lisbeth lise lisette liv livia liz liza lizzie ljiljana ljubica llewellyn lloyd lois lola lonnie lora loredana loren lorena lorenz lorenza
lorenzo loretta lorna lorraine lothar lotta lotte lottie lou louis louisa louise lourdes luana luc luca lucas lucia lucian luciana luciano lucie
lucien lucienne lucile lucille lucinda lucio lucja lucky lucrezia lucy ludmila ludo ludovic ludwig luigi luis luisa luiz luka lukas lukasz luke lulu
luna lutz luz lydia lyle lyn lynda lynette lynn lynne lyra lyudmila maarit maarten maartje mabel maciej macy maddie maddy madeleine madeline madhav
madhu madhuri madison mads mae maeve magali magda magdalena magdalene maggie magnus mahdi mahesh mahmoud mahmud maia maialen maike mairead mairi
maisie maite maja majid makoto malachy malaika malcolm malene malgorzata malia malik malin malina mallika mallory malte mamadou manal mandeep mandy
manfred manish manjit manju manoj manolis manon manu manuel manuela mara marc marcel marcela marceli marcella marcelle marcello marcelo marcia
marcin marco marcos marcus mareike marek maren margaret margareta margarete margarethe margarida margarita margaux marge margery margherita margit
margot margret marguerite mari maria mariah mariam mariama marian mariana mariann marianna marianne mariano maribel marica marie marieke mariel
mariella marielle marietta mariette marija marijke marika marilyn marin marina mario marion maris marisa marisol marissa marit marita marius mariusz
marjan marjolein marjorie mark markku marko markus marlena marlene marlies marlon marta martha marthe martin martina martine martinus martyn marwa
marwan mary maryam maryanne marylin marzena masako masato mason massimo matej mateo mateus mateusz mathew mathias mathieu mathilda mathilde mathis
matias matilda matilde matt matteo matthew matthias matthieu matthijs mattias mattie matus matyas maud maude maura maureen maurice mauricio maurits
maurizio mauro maverick mavis max maxim maxime maximilian maximilien maxine maxwell may maya maylis mbali meera megan meghan mehdi mehmet mehul mei
meike mel melanie melina melinda melis melissa melody melvin melvyn menno mercedes mercy meredith meret merete meriel merja merle merlin merryn
mervyn mesut metin mette mia mica micah micha michael michaela michail michal michala micheal michel michela michele micheline michelle mick mickael
micky miguel mihaela mihai mihail miikka mika mikael mike mikel mikhail mikkel mikko miklos mila milada milan milana milda mildred milena miles
milica milo milos miloslav milosz milton mimi mina minako mindy minh minna miodrag miquel mira mireille mirek mirela mirella miriam mirja mirjam
mirka mirko miro miroslav miroslava mischa misha mitch mitchell mitra miyuki mohamed mohammad mohammed mohan mohit mohsen moira moises molly mona
monica monika monique monty morag morgan moritz morris morten morwenna moses mostafa moussa mridula muhammad mukesh mungo munira murat muriel murray
musa mustafa mylene myra myriam myrna myrtle nabil nadav nadeem nadege nadezhda nadia nadim nadine nadir nadja naeem nagendra naima najma nalini nan
nana nancy nandini naoki naoko naomi narciso narendra naresh narges nasir nasreen nasrin nastassja nat natalia natalie natalija natasa natasha
nathalie nathan nathanael nathaniel naveed naveen navid navya nazanin neal ned neel neelam neema neha neil nela nell nellie nelly nelson nenad nerea
nerys nessa nestor neus neva neville ngoc ngozi nguyen nia niall niamh nicholas nick nicki nicky nico nicola nicolaas nicolae nicolai nicolas nicole
nicoletta nicolette nicolo nida nidhi niels nigel niilo niina nikhil niki nikita nikki niklas niko nikol nikola nikolai nikolaj nikolaos nikolas
nikolaus nikolay nikos nila nilesh nils nima nimali nina ninette nino nisha nishant nita nitin nkechi nkosi noa noah noam nobuko noel noelia noelle
noemi noemie noor nora norah norbert noreen norma norman norris nosipho nour nuala nuno nuria oana obinna octavia octavian odette odile odilia
ofelia ofer ola olaf olav olayinka ole oleg oleksandr oleksandra olena olga oliver olivera olivia olivier olli ollie olof oluwaseun omar omer
omolara ondrej onur oona oonagh opal ora oren oriane oriol orla orlaith orlando orsolya osagie osama oscar oskar oslo osman osvaldo otis otmar
ottilie otto owain owen oyelaran oyin ozan pablo paddy padma padraig paige pal palle paloma pam pamela pandora panos paola paolo paris parisa parker
parvati pascal pascale pasquale pat patience patric patrice patricia patricio patrick patrik patrizia patryk patsy patti patty paul paula paulette
paulina pauline paulino paulo paulus pavel pavla pavlos pawel payal pearl pedro peggy pekka pelle penelope penny pepe per percival percy pernille
pero perry persephone pete peter petra petri petronella petros petter petya phil philip philipp philippa philippe phillip phillipa phineas phoebe
phuong phyllis pia pierce piero pierre pierrick piers piet pieter pietro pilar piotr pip piper pippa pius polly pooja poppy poul prabhu pradeep
prakash pranav prasad prashant pratik praveen preben preeti prem preston prisca priscilla priti priya priyanka przemyslaw puneet purnima qasim
quentin quincy quinn rabea rachael rachel rachelle radek radhika radka radmila radomir radoslav radoslaw radu rae rafael rafaela rafal rafe raffaele
rafi rafiq raghav rahel rahim rahul raimund rainer raisa raj raja rajan rajesh rajiv raju rakel rakesh ralf ralph ram ramesh rami ramiro ramiz ramon
ramona rana randall randi randolph randy ranjana ranjit raoul raphael raphaelle raquel rashad rashid rashida rasmus raul ravi rawan ray raya rayan
raymond raymonda razvan reagan rebecca rebekah rebekka reece reem rees regan regina reginald regine regis regula reidar reiko reima reiner reinhard
reinhold remco remi remigiusz remus remy rena renata renate renaud rene renee renske renzo reuben revathi rex reza rhea rhian rhiannon rhoda rhodri
rhona rhonda rhys ria rian ricarda ricardo riccardo rich richard richmond rick rickard ricky rico rieke rihanna riina rikard rike rikke riku riley
rina ringo rita ritu riya rob robbie robby robert roberta roberto robin robyn rocco rochelle rocio rocky rod roddy roderick rodger rodney rodolfo
rodrigo rodrigue roel rogelio roger rohan rohit roisin roland rolando rolf roma romain roman romana romane romeo romy ron ronald ronan ronda ronen
ronja ronnie roos rory ros rosa rosalie rosalind rosalinda rosamund rosana rosanna rosario rose roseanne rosella roselyn rosemarie rosemary rosie
rosina ross rossana rossella roswitha rowan rowena roxana roxanne roy roza rozalia ruairi ruben ruby rudi rudolf rudy rufus rui rukhsana rune rupal
rupert rupinder rusell russ russell rustam rusty ruta ruth ruud ryan ryo ryszard ryuichi saba sabina sabine sabrina sacha sachiko sachin sadia sadie
saeed saffron sagar sage saida saif sajid sakari sakshi sakura salem salim salima sally salma salman salome salomon salvador salvatore sam samantha
samara sameer sami samina samir samira sampo samson samuel samuela samuele samuli sanaz sandeep sander sandhya sandip sandra sandrine sandro sandy
sanja sanjana sanjay sanjeev sanna sanne santiago santosh saoirse sara sarah sarai saraswati sarika sascha sasha saskia satish satoko satoshi satu
saul saulius savannah savita savitri sayed scarlett scott seamus sean seb sebastian sebastiano sebastien seda seema selena selim selin selina selma
selwyn semra senthil seppo serafina serena serge sergei sergej sergey sergio sergiu seth severin severine seyi shabnam shahid shahin shai shalini
shamima shane shania shankar shannon shantanu shanti sharad sharif sharon shashi shaun shauna shawn shayne shea sheena sheila shelby shelley sheng
sherif sherry sheryl shilpa shin shinji shira shirin shirley shiro shiv shiva shivani shoko shona shota shreya shruti shubham shyam sian sibel
sibylle siddharth sidney sidonie siegfried sieglinde sienna sif sigmund signe sigrid sigurd silas silja silje silke silvan silvana silvester silvia
silvie silvio silvo sima simeon simon simona simone simonetta sina sindre sindri sinead siobhan sipho siru sissel siv sive sixten slavica slavko
slawomir smita smriti snezana sofia sofie sofya solange soledad solene solomon solveig somchai sondre sonia sonja sonny sonya soo soojin sophia
sophie soraya soren sorin sota spencer spiros spyros sridhar srinivas stacey stacy staffan stan stanislav stanislava stanislaw stanley stavros
stefan stefania stefanie stefano steffen steffi stein steinar stelios stella sten stepan stephan stephane stephanie stephen sterling steve steven
stewart stig stijn stina stine stipe stoyan stu stuart su subhash sudha sudhir sue suhail sujata sukhdeep suki suleiman suman sumit sumitra summer
sunil sunita suniti sunny suresh surya susan susana susanna susannah susanne sushil susie suvi suzan suzana suzanna suzanne suzie svein sven svenja
sverre svetlana swati sybil sydney syed sylvain sylvester sylvia sylvie szabolcs szilvia szymon tabitha tadeusz tadhg tahir taina taj takashi
takeshi talia talya tamar tamara tamas tami tammy tamsin tania tanja tanmay tanner tansy tanya tapio tara tarek tariq taru tasha tatiana tatjana
tatsuya tatyana tavi taylor ted teddy teemu teemus tegan teo teodor teodora terence teresa tereza teri terje terrance terrence terri terry tess
tessa tetsuya thabo thaddeus thais thalia thandi thandiwe thanh thea theo theodor theodora theodore theodoros theresa therese theresia thi thibault
thibaut thierry thijs thilo thomas thor thora thorben thorsten thulani thuy tia tiago tibor tiffany tiina tijana tilda tilde tilen till tilman tilo
tim timea timo timothee timothy timur tina tine tineke tino tjark tobias tobin toby tod todd todor tom tomas tomasz tomaz tomek tommaso tommie tommy
tomoko tomoya toni tonia tonje tony tonya torben tore torgeir torkel torsten tova tove tracey tracy tran travis trent trevor tricia trina trine
trinh trinity trish tristan trond troy trudi trudy tryggve tuan tudor tugba tuija tuncay tuomas tuomo turid tyler tyra tyrone uche uchenna udo ufuk
ugo ugur ujjwal ulf ulises ulla ulrich ulrik ulrika ulrike umar umberto umesh una unai undine unni ursula urszula usha usman ute uwe vaclav vadim
vagn vaibhav val valentin valentina valentino valentyn valeria valerie valerio valery valter vandana vanessa vangelis vanja vappu varun vasco vasil
vasile vasiliki vasilis vassilis veera veikko velma venetia venkat venla vera verena verity verner vernon veronica veronika veronique vesa vesna vic
vicente vicki vicky victor victoria vida vidar viggo vihaan vijay vikas vikki vikram viktor viktoria vilhelm viljo ville vilma vimal vin vince
vincent vincente vincenza vincenzo vineet vinnie vinod viola violet violeta violetta virgil virgilio virginia virginie virpi vishal vishnu vit vita
vitali vitaly vito vitor vittoria vittorio vivek vivian viviana vivianne vivien vivienne vlad vladimir vladislav vlasta vojtech volker volodymyr
vytautas wade waleed walid wallace wally walt walter waltraud wanda wanjiru warren warwick wassim wayne wei wenche wendell wendy wenjing wenzel
werner wes wesley whitney wiktor wiktoria wilbur wilf wilfred wilfried wilhelm wilhelmina wilko will willa willem william williams willie willow
wilma wilson wim winifred winnie winona winston wladyslaw wojciech wolf wolfgang wouter wren xander xanthe xavier xenia xiaoli xiaoming ximena xin
xinyi yael yahya yair yakov yakub yamini yan yana yanick yann yannick yannis yara yaroslav yash yashika yasin yasmin yasmine yasser yasuko yaw yazan
yelena yemi yesenia yeva yevgeny yigal yildiz ylva yoav yogesh yohan yoko yolanda yolande yonas yorick yosef yoshi youssef yu yuan yuka yuki yukiko
yulia yunus yuri yusra yusuf yuto yuval yves yvette yvonne zac zach zachary zack zadie zahir zahra zaid zainab zak zakaria zanele zara zarina
zbigniew zdenek zdenka zeb zehra zeinab zelda zeljko zena zenon zeynep zhanna zia ziad zita ziva zlatan zlatko zoe zofia zoltan zora zoran zoya
zsofia zsolt zsuzsanna zuleika zuri zuzana zuzanna zygmunt
""".split()
)
"""Folded: small letters, no diacritics, one word each."""

ALSO_WORDS = frozenset(
    """
abel ada akin alba ali alma amber ang angel april archie ari art asa athena august augusta aurora austin axel bas basil bella bill bo bob brad
brooke carol carter casper cassandra celeste charity charlie chase chelsea chen chip christian chuck claude clay cliff cooper cosmo crystal dag
daisy dale dan dante dario dawn dean deb devon dick dolores dom don dot drew earl ebony ed edit elle ellis ender eros eve faith fay finn flora
florence florian fran frank gene georgia german gil gill glen gloria grace grant gro guadalupe guy hal harper hazel heather hector holly honor hope
hui hung ina ion iona ira iris isa israel ivy jack jade jan jasmine jasper jean jem jess jesus jim jin jordan jorge josh joy jude jules julia june
kane kay ken kent kiki kim kirk kit kitty lance len leo les lex lily lin lincoln linn linus lisa liv lou luc lucky luke luna luz madison mae manu
margarita marge marin marina marion mark mason maverick max maxim maxwell may maya mel melody mercedes mercy merlin mia mika milan miles milo milton
mimi mina minh mira molly mona monty morgan moses nan nana nat ned nia nick nino noel nuria ole opal ora orlando oscar oslo otto paige pal pandora
paris parker pat patience patty pearl penny pepe per pero perry pia pierce pilar pip piper pius polly poppy prem preston quincy quinn rae raja ram
randy ray regan rex rich rick rico rob robin rocio rocky rod roger roma roman romeo ronda rose rosemary ross rowan ruby rune rusty saba saffron sage
salem sam sami sandy santiago sasha saul savannah scarlett seb serge shea sherry shin sienna sonny soo sophia stein stella sterling stu su sue
summer sunny sydney taj tania tara taylor tess thea thi thor tia till tim tod toni trinity troy tudor una ursula val vera verity vic victor victoria
vida vin viola violet virginia vit vita vito wade wallace wally warren warwick wei wes will willow wilson winnie winston wolf wren xin yan yaw yu
zeb
""".split()
)
"""Those that are words, months, places or well-known products as well: what stands around decides."""
