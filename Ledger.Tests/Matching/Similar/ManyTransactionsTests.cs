using Ledger.Projections.Matching.Similar;

namespace Ledger.Tests.Matching.Similar;

/// <summary>Among many transactions only a part is compared: what is chosen must hold the right one.</summary>
public sealed class ManyTransactionsTests
{
    private static readonly string[] First = ["Emma", "Liam", "Olivia", "Noah", "Sophia", "Robert", "Victoria", "Martin", "Oscar", "Laura", "Peter", "Natalie", "Henry"];
    private static readonly string[] Last = ["Brown", "Wilson", "Taylor", "Anderson", "Martinez", "Robinson", "Clark", "Lewis", "Walker", "Scott", "Howard"];
    private static readonly Lazy<SimilarIndex> Many = new(Make);

    [Theory]
    [InlineData("Quarterly dues Fischereiverein Lützelsee")]
    [InlineData("Fischereiverein Luetzelsee Quarterly dues")]
    [InlineData("Lützelsee Fischereiverein dues quarterly")]
    [InlineData("QuarterlyduesFischereivereinLützelsee")]
    [InlineData("Quar terly du es Fische reiver ein Lütz elsee")]
    [InlineData("Quaterly deus Fischerieverein Lutzelsee")]
    [InlineData("Fischereiverein")]
    [InlineData("Lützelse")]
    [InlineData("LZ-88-X4711")]
    [InlineData("LZ88X4711")]
    public void The_right_one_is_found_among_many(string asked) =>
        Many.Value.Find(asked, 5, 0.3).Transactions[0].Id.Should().Be(Guid.Empty);

    [Theory]
    [InlineData(0)]
    [InlineData(12_345)]
    [InlineData(19_999)]
    public void Each_is_found_by_its_text_its_number_and_with_a_slip(int i)
    {
        var text = TextOf(i);
        Best(text).Should().Be(new SimilarTransaction(IdOf(i), 1));
        Best(text.Split(' ')[^1]).Id.Should().Be(IdOf(i));
        Best(text.Replace("Transfer", "Tranfser", StringComparison.Ordinal)).Id.Should().Be(IdOf(i));
        Best(string.Join(' ', text.Split(' ').Reverse())).Id.Should().Be(IdOf(i));
    }

    [Fact]
    public void Of_thousands_that_are_the_same_the_newest_are_answered()
    {
        using var index = new SimilarIndex();
        index.Add([.. Enumerable.Range(0, 12_000).Select(i => new DescribedTransaction(IdOf(i), "Salary", $"S-{i}"))]);

        var found = index.Find("Salary", 3, 0.3);

        found.Transactions.Should().Equal(new SimilarTransaction(IdOf(11_999), 1), new SimilarTransaction(IdOf(11_998), 1), new SimilarTransaction(IdOf(11_997), 1));
        found.Total.Should().Be(10_000);
        index.Find("Salary S-77", 1, 0.3).Transactions.Should().Equal(new SimilarTransaction(IdOf(77), 1));
    }

    [Fact]
    public async Task It_can_be_asked_while_it_grows()
    {
        using var index = new SimilarIndex();
        var adding = Task.Run(() => index.Add([.. Enumerable.Range(0, 5_000).Select(i => new DescribedTransaction(IdOf(i), TextOf(i), null))]), TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(asker => Task.Run(() =>
        {
            while (!adding.IsCompleted)
            {
                index.Find(TextOf(asker), 3, 0).Transactions.Should().OnlyHaveUniqueItems(one => one.Id);
            }
        })));

        await adding;
        index.Find(TextOf(4_321), 1, 0.3).Transactions.Should().Equal(new SimilarTransaction(IdOf(4_321), 1));
    }

    private static SimilarTransaction Best(string asked) => Many.Value.Find(asked, 5, 0.3).Transactions[0];

    private static SimilarIndex Make()
    {
        var index = new SimilarIndex();
        index.Add([new(Guid.Empty, "Quarterly dues Fischereiverein Lützelsee", "LZ-88-X4711")]);
        index.Add([.. Enumerable.Range(0, 20_000).Select(i => new DescribedTransaction(IdOf(i), TextOf(i), null))]);
        return index;
    }

    private static Guid IdOf(int i) => new(i + 1, 0, 0, new byte[8]);

    private static string TextOf(int i) =>
        $"Transfer from {First[i % First.Length]} {Last[i % Last.Length]} for Acme, ref {(i * 2_654_435_761L) % 99_999_999_977:D11}//CNTR";
}
