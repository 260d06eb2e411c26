using System.Collections.Frozen;

namespace Ledger.Projections.Matching.Text;

/// <summary>
/// Words that stand in descriptions of payments whoever pays, in several languages. They do not keep a person of such a name from being
/// found; they only are not counted as somebody's other name, and do not name anybody by themselves.
/// </summary>
internal static class PaymentWords
{
    private const string Payer =
        """
        from by sender payer remitter originator ordering debtor frm von vom auftraggeber durch de du des del desde da do dal della di par od ot
        fra från fran van door remitente ordenante emetteur donneur mittente ordinante platnik nadawca
        """;

    private const string Payee =
        """
        for to beneficiary payee fao attn attention recipient receiver creditor behalf favor favour favouring an für fuer fur zugunsten
        empfänger empfaenger para pour per till til voor aan dla beneficiario beneficiaire begünstigter
        """;

    private const string Other =
        """
        transfer transfers trf tfr xfer payment payments pay paid pmt pymt ref refs reference references refno rfrnc id no nr num number cc bcc
        invoice invoices inv bill bills receipt order orders contract contracts cntr ctr acc acct account accounts iban bic swift sepa ach wire
        bank banking giro credit debit deposit withdrawal salary salaries wage wages payroll pension rent rental fee fees charge charges interest
        tax vat loan refund reimbursement reimburse expense expenses bonus commission dividend purchase sale sales subscription membership donation
        gift balance amount sum total eur usd gbp chf jpy cash cheque check card visa mastercard atm pos online internet mobile app web direct
        standing faster instant urgent express incoming outgoing inward outward received receive receipt sent send in out on at of the and with via
        re regarding about your our my us we you this that is as dated date month year day week quarter january february march april may june july august september
        october november december jan feb mar apr jun jul aug sep sept oct nov dec ltd limited llc inc incorporated corp corporation gmbh ag
        sa sas sarl srl bv nv plc co company companies group holding holdings services service global international mr mrs ms miss mx dr prof sir
        dame madam madame monsieur mme mlle herr frau sr sra señor señora senor senora jr note memo message msg text info details detail
        description desc subject purpose remittance remark comment transaction trans txn tx trx batch code key type status end thanks thank
        überweisung uberweisung ueberweisung zahlung gutschrift lastschrift rechnung miete gehalt konto verwendungszweck virement paiement facture
        salaire loyer compte transferencia pago factura nomina alquiler cuenta bonifico pagamento fattura stipendio affitto conto przelew wplata
        faktura czynsz betaling overboeking factuur huur overforing betalning hyra
        """;

    private static readonly string[] For = ["for", "fuer", "pour", "para", "voor"];

    private static readonly FrozenDictionary<string, PieceKind> Kinds = Read();

    public static PieceKind KindOf(string letters) => Kinds.GetValueOrDefault(letters, PieceKind.Word);

    public static bool IsOne(string letters) => Kinds.ContainsKey(letters);

    /// <summary>Whether a word for "for" ends a glued word, as in <c>howardfor</c>; the shortest of them end too many other words.</summary>
    public static bool EndsInFor(string letters) => Array.Exists(For, word => letters.EndsWith(word, StringComparison.Ordinal));

    private static FrozenDictionary<string, PieceKind> Read()
    {
        var kinds = new Dictionary<string, PieceKind>(StringComparer.Ordinal);
        foreach (var (words, kind) in new[] { (Payer, PieceKind.Payer), (Payee, PieceKind.Payee), (Other, PieceKind.Payment) })
        {
            foreach (var word in words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            {
                kinds.TryAdd(string.Concat(word.EnumerateRunes().Select(PlainLetters.Of)), kind);
            }
        }

        return kinds.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
