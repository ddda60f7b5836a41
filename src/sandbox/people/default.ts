import type { Directory, DirectoryPerson } from "./person.js";

const DOMAIN = "northwind.example";
const ADMIN = "TOTAL-Admin";
const ANALYST = "TOTAL-Analyst";
/** Belongs to another application: nobody may arrive because of it. */
const SALES = "Sales-EMEA";

/**
 * The directory of a dry run that was given none: 26 users in two groups of the guide and one that has nothing to do
 * with it. Among them, on purpose: a user deactivated, a user in both groups, a user without a family name (who
 * Okta cannot create), names in many scripts, and one with an apostrophe in the sign-in name.
 */
export function defaultDirectory(): Directory {
  return { people: PEOPLE, groups: [ADMIN, ANALYST, SALES] };
}

const PEOPLE: readonly DirectoryPerson[] = [
  person("amara.okafor", "Amara", "Okafor", "Chief Information Security Officer", "Security", [ADMIN]),
  person("soren.kjaergaard", "Søren", "Kjærgaard", "Identity Architect", "IT", [ADMIN]),
  person("yuki.tanaka", "由紀", "田中", "Platform Engineer", "IT", [ADMIN]),
  person("zoe.lefevre", "Zoé", "Lefèvre", "IT Operations Lead", "IT", [ADMIN]),
  person("dmitri.volkov", "Дмитрий", "Волков", "Security Engineer", "Security", [ADMIN]),
  person("priya.raman", "Priya", "Raman", "Access Manager", "Security", [ADMIN, ANALYST]),
  person("eleni.papadaki", "Ελένη", "Παπαδάκη", "Systems Administrator", "IT", [ADMIN]),
  person("siobhan.o'neill", "Siobhán", "O'Neill", "Fraud Analyst", "Risk", [ANALYST]),
  person("layla.haddad", "ليلى", "حداد", "Risk Analyst", "Risk", [ANALYST]),
  person("ananya.sharma", "अनन्या", "शर्मा", "Data Analyst", "Finance", [ANALYST]),
  person("wei.chen", "伟", "陈", "Threat Analyst", "Security", [ANALYST]),
  person("minjun.kim", "민준", "김", "Threat Analyst", "Security", [ANALYST]),
  person("noam.levi", "נועם", "לוי", "Compliance Analyst", "Legal", [ANALYST]),
  person("lukasz.zolkiewski", "Łukasz", "Żółkiewski", "Business Analyst", "Finance", [ANALYST]),
  person("maria-jose.nunez", "María José", "Núñez-Ibáñez", "Senior Risk Analyst", "Risk", [ANALYST, SALES]),
  person("nguyen.thi.hoa", "Hoa", "Nguyễn Thị", "Reporting Analyst", "Finance", [ANALYST]),
  person("somchai.wongsa", "สมชาย", "วงษา", "Operations Analyst", "Operations", [ANALYST]),
  person("jan.vanderberg", "Jan", "van der Berg", "Operations Analyst", "Operations", [ANALYST, SALES]),
  person("giorgi.beridze", "გიორგი", "ბერიძე", "Audit Analyst", "Legal", [ANALYST]),
  { ...person("tobias.frank", "Tobias", "Frank", "Risk Analyst", "Risk", [ANALYST]), active: false },
  withoutFamilyName("suharto", "Suharto", "Field Analyst", "Operations", [ANALYST]),
  person("charlotte.whitmore", "Charlotte", "Whitmore", "Regional Director", "Sales", [SALES]),
  person("mehmet.yildiz", "Mehmet", "Yıldız", "Account Executive", "Sales", [SALES]),
  person("ingrid.aas", "Ingrid", "Ås", "Account Executive", "Sales", [SALES]),
  person("bjork.gudmundsdottir", "Björk", "Guðmundsdóttir", "Sales Engineer", "Sales", [SALES]),
  person("tiago.conceicao", "Tiago", "Conceição", "Account Manager", "Sales", [SALES]),
];

function person(
  name: string,
  givenName: string,
  familyName: string,
  title: string,
  department: string,
  groups: readonly string[],
): DirectoryPerson {
  const address = `${name}@${DOMAIN}`;
  const displayName = `${givenName} ${familyName}`;
  return {
    userName: address,
    givenName,
    familyName,
    email: address,
    displayName,
    title,
    department,
    active: true,
    groups,
  };
}

function withoutFamilyName(
  name: string,
  givenName: string,
  title: string,
  department: string,
  groups: readonly string[],
): DirectoryPerson {
  const address = `${name}@${DOMAIN}`;
  return {
    userName: address,
    givenName,
    email: address,
    displayName: givenName,
    title,
    department,
    active: true,
    groups,
  };
}
