/** A name as its bearer writes it, and how it reads in a sign-in name. */
export type Name = readonly [written: string, ascii: string];

/** One region's names: a given name goes with a family name of the same region. */
export interface NamePool {
  readonly given: readonly Name[];
  readonly family: readonly Name[];
}

/** Believable names in many scripts. */
export const NAME_POOLS: readonly NamePool[] = [
  {
    given: plain(
      "Alice Ben Carla David Emma Felix Grace Henry Isla Jack Kate Liam Maya Noah Olivia Peter Rose Sam Tess Will",
    ),
    family: plain(
      "Adams Baker Carter Davies Evans Foster Grant Hughes Irving Jones King Lewis Moore Nash Owen Price Reed Scott",
    ),
  },
  {
    given: names(
      "José:jose Zoé:zoe Jürgen:jurgen Søren:soren Łukasz:lukasz Çağla:cagla Åsa:asa Ñuria:nuria Björn:bjorn Željko:zeljko",
    ),
    family: names(
      "Müller:muller Núñez:nunez Lefèvre:lefevre Kjær:kjaer Żak:zak Öztürk:ozturk O'Brien:obrien D'Angelo:dangelo Šimić:simic",
    ),
  },
  {
    given: names("Анна:anna Иван:ivan Ольга:olga Сергей:sergey Наталья:natalya Павел:pavel Дарья:darya"),
    family: names("Белый:bely Гончар:gonchar Козак:kozak Лебедь:lebed Мороз:moroz Соловей:solovey"),
  },
  {
    given: names("Ελένη:eleni Νίκος:nikos Μαρία:maria Γιώργος:giorgos Σοφία:sofia"),
    family: names("Παππάς:pappas Βλάχος:vlachos Δήμου:dimou Κόκκινος:kokkinos"),
  },
  {
    given: names("由紀:yuki 健太:kenta 美咲:misaki 翔:sho 直子:naoko"),
    family: names("田中:tanaka 佐藤:sato 鈴木:suzuki 高橋:takahashi 伊藤:ito"),
  },
  {
    given: names("伟:wei 芳:fang 娜:na 强:qiang 敏:min"),
    family: names("陈:chen 李:li 王:wang 张:zhang 刘:liu"),
  },
  {
    given: names("ليلى:layla عمر:omar فاطمة:fatima يوسف:yusuf نور:nour"),
    family: names("حداد:haddad خوري:khoury منصور:mansour سالم:salem"),
  },
  {
    given: names("अनन्या:ananya रोहन:rohan प्रिया:priya अर्जुन:arjun"),
    family: names("शर्मा:sharma गुप्ता:gupta वर्मा:verma नायर:nair"),
  },
];

function plain(list: string): Name[] {
  return list.split(" ").map((name) => [name, name.toLowerCase()]);
}

function names(list: string): Name[] {
  return list.split(" ").map((entry) => {
    const [written = "", ascii = ""] = entry.split(":");
    return [written, ascii];
  });
}
