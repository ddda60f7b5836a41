/** What many documented answers have alike. */
export const CONTEXT = "https://graph.microsoft.com/v1.0/$metadata#x";
export const entity = (object: object) => ({ "@odata.context": CONTEXT, ...object });
export const list = (object: object) => ({ "@odata.context": CONTEXT, value: [{ ...object }] });
export const counted = (object: object) => ({ "@odata.count": 1, ...list(object) });
export const SHORT_USER = {
  "@odata.type": "#microsoft.graph.user",
  id: "1",
  displayName: "Adele",
  mail: "a@contoso.example",
};
