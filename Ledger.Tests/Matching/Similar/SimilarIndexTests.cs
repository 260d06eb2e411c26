using Ledger.Projections.Matching.Similar;

namespace Ledger.Tests.Matching.Similar;

/// <summary>Among a handful of transactions, all of which are compared.</summary>
public sealed class SimilarIndexTests : IDisposable
{
    private const double Usual = 0.3;

    private readonly SimilarIndex _index = new();
    private int _ids;

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("Electricity bill March 2026 Stadtwerke Köln", "the text as it is", 1.0)]
    [InlineData("ELECTRICITY BILL MARCH 2026 STADTWERKE KÖLN", "capitals", 0.9999)]
    [InlineData("Electricity bill March 2026 Stadtwerke Koln", "accents dropped", 0.9999)]
    [InlineData("Electricity bill, March 2026; Stadtwerke Ko\u0308ln.", "accents as marks, and signs", 0.9999)]
    [InlineData("Stadtwerke Köln 2026 March bill Electricity", "another order", 0.999)]
    [InlineData("ElectricitybillMarch2026StadtwerkeKöln", "glued", 0.85)]
    [InlineData("Elec tricity bi ll Mar ch 2026 Stadt werke Kö ln", "split", 0.8)]
    [InlineData("Electrcity bill March 2026 Stadtwrke Köln", "letters missing", 0.7)]
    [InlineData("Eletcricity bill Marhc 2026 Stadtwerke Köln", "letters swapped", 0.6)]
    [InlineData("Stadtwerke bill", "a few of its words", 0.6)]
    public void It_is_found_first_by(string asked, string how, double least)
    {
        var meant = Add("Electricity bill March 2026 Stadtwerke Köln");
        Add("Electricity meter reading");
        Add("Rent March 2026");
        Add("Bill Gates Stadion Köln tickets");

        var found = _index.Find(asked, 10, Usual);

        found.Transactions[0].Id.Should().Be(meant, how);
        found.Transactions[0].Score.Should().BeInRange(least, 1, how);
        found.Total.Should().BeGreaterThan(0);
        found.Tokens.Should().BeGreaterThan(0);
    }

    [Theory]
    [InlineData("שָׁלוֹם תַּשְׁלוּם שְׂכַר דִּירָה", "שלום תשלום שכר דירה")]
    [InlineData("\uFB2A\u05DC\u05D5\u05DD \u05EA\u05E9\u05DC\u05D5\u05DD", "שלום תשלום")]
    [InlineData("دَفْعُ الإِيجَارِ لِشَهْرِ مَارِس", "دفع الايجار لشهر مارس")]
    [InlineData("Πληρωμή ενοικίου Μαρτίου", "ΠΛΗΡΩΜΗ ΕΝΟΙΚΙΟΥ ΜΑΡΤΙΟΥ")]
    [InlineData("Счёт за электричество", "счет за электричество")]
    [InlineData("支付 三月 房租 王小明", "王小明 房租")]
    [InlineData("किराया, मार्च!", "किराया मार्च")]
    [InlineData("٢٠٢٦ دفعة", "2026 دفعة")]
    public void Writing_of_any_script_is_found_with_and_without_points_and_vowel_signs(string one, string other)
    {
        Add("Rent March");
        Add("תשלומים שונים");
        Add("تحويل بنكي");
        Add("Μεταφορά χρημάτων");
        Add("转账 工资");
        var (first, second) = (Add(one), Add(other));

        Ids(_index.Find(one, 2, Usual)).Should().Equal(first, second);
        Ids(_index.Find(other, 2, Usual)).Should().Equal(second, first);
    }

    [Fact]
    public void A_reference_alone_finds_its_transactions_first_in_the_description_and_in_its_own_field()
    {
        foreach (var i in Enumerable.Range(0, 50))
        {
            Add($"Transfer from Alice Brown for Acme, ref RX{i}Q{i * 7919 % 100_000:D5}Z//{100_000_000 + (i * 7919)}");
        }

        var inside = Add("Transfer from Alice Brown for Acme, ref 5azQbS8RncclACC//232629832094//CNTR, with thanks for everything that you did for us");
        var field = Add("Rent", "DE89 3704 0044 0532 0130 00");

        Best("5azQbS8RncclACC//232629832094//CNTR").Id.Should().Be(inside);
        Best("232629832094").Id.Should().Be(inside);
        Best("ref 232629832094").Id.Should().Be(inside);
        Best("DE89370400440532013000").Id.Should().Be(field);
        Best("DE89 3704 0044 0532 0130 00").Should().Be(new SimilarTransaction(field, 1));
        Best("Rent DE89 3704 0044 0532 0130 00").Should().Be(new SimilarTransaction(field, 1));
        Best("0532 0130").Id.Should().Be(field);
    }

    [Fact]
    public void A_rare_word_beats_boilerplate()
    {
        foreach (var i in Enumerable.Range(0, 60))
        {
            Add($"Payment received for invoice number {i}, thank you");
        }

        var rare = Add("Trip to Zanzibar");

        Best("Payment received for Zanzibar, thank you").Id.Should().Be(rare);
    }

    [Fact]
    public void Of_those_that_are_the_same_the_newest_comes_first_and_before_those_that_only_look_alike()
    {
        var (first, second) = (Add("Café Central"), Add("Café Central"));
        var plain = Add("Cafe central");
        var third = Add("Café Central");

        Ids(_index.Find("Café Central", 10, Usual)).Should().Equal(third, second, first, plain);
        _index.Find("Café Central", 10, 1).Total.Should().Be(3);
        _index.Find("Café Central", 2, Usual).Should().BeEquivalentTo(new { Total = 4, Transactions = new[] { new { Id = third }, new { Id = second } } });
    }

    [Fact]
    public void Every_text_finds_itself_first()
    {
        string[] texts =
        [
            "a", "ab", "aa", "aa aa", "1", "11", "Rent", "rent", "Rent.", "Rent Rent", "tnt en R", "!!!", "🏦", "🏦🏦", "-", "x - y",
            "Straße", "Strasse", "ŁÓDŹ", "ß", "א", "אָ", "王", "王小",
            "the same", "same the", "thesame", "th esame", new('q', 500), string.Join(' ', Enumerable.Repeat("x", 250)),
        ];
        var ids = texts.Select(text => Add(text)).ToList();

        foreach (var (i, text) in texts.Index())
        {
            Best(text).Should().Be(new SimilarTransaction(ids[i], 1), text);
        }
    }

    [Theory]
    [InlineData("Happy birthday grandma")]
    [InlineData("Kubernetes cluster")]
    [InlineData("zzz qqq")]
    [InlineData("Фотография")]
    public void What_has_nothing_to_do_with_it_scores_low_and_is_left_out_by_default(string unrelated)
    {
        Add("Transfer from Alice Brown for Acme, ref INV-2041");
        Add("Electricity bill March 2026 Stadtwerke Köln");
        Add("Salary November", "SAL-2026-11");

        _index.Find(unrelated, 10, Usual).Transactions.Should().BeEmpty();
        _index.Find(unrelated, 10, 0).Transactions.Should().NotContain(one => one.Score >= Usual);
    }

    [Fact]
    public void A_transaction_is_like_others_and_not_in_its_own_answer()
    {
        const string Said = "Rent of the flat in Bakery Street, March";
        var asked = Add(Said, "R-1");
        var same = Add(Said, "R-1");
        var next = Add("Rent of the flat in Bakery Street, April", "R-2");
        Add("Groceries");

        var found = _index.FindLike(new(asked, Said, "R-1"), 10, Usual);

        Ids(found).Should().Equal(same, next);
        found.Transactions[0].Score.Should().Be(1);
        found.Total.Should().Be(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u0301")]
    public void Nothing_is_like_nothing(string blank)
    {
        Add("Rent");
        _index.Add([new(Guid.NewGuid(), blank, null), new(Guid.NewGuid(), null, null)]);

        _index.Count.Should().Be(1);
        _index.Find(blank, 10, 0).Should().BeEquivalentTo(new SimilarMatches([], 0, 0));
    }

    private Guid Add(string? description, string? reference = null)
    {
        var id = new Guid(++_ids, 0, 0, new byte[8]);
        _index.Add([new(id, description, reference)]);
        return id;
    }

    private SimilarTransaction Best(string asked) => _index.Find(asked, 10, Usual).Transactions[0];

    private static IEnumerable<Guid> Ids(SimilarMatches found) => found.Transactions.Select(one => one.Id);
}
