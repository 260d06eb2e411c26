using Bogus;

namespace Ledger.Benchmarks.Samples;

/// <summary>
/// Makes postings of wishes by keeping each account's balance: what would be refused is left out, but for about one withdrawal in a
/// hundred, which asks for more than is there. So it is known which ones a ledger must refuse.
/// </summary>
internal sealed class SamplePostings(Randomizer random)
{
    public int Refused { get; private set; }

    public IReadOnlyList<SamplePosting> Make(IReadOnlyList<SampleAccount> accounts)
    {
        var wishes = new SampleWishes(random, accounts);
        return [.. accounts.SelectMany(account => Of(account, wishes)).OrderBy(posting => posting.At).ThenBy(posting => posting.Account.Id, StringComparer.Ordinal)];
    }

    private List<SamplePosting> Of(SampleAccount account, SampleWishes wishes)
    {
        var postings = new List<SamplePosting>();
        long available = account.OverdraftLimit;
        foreach (SampleWish wish in wishes.Of(account).OrderBy(wish => wish.At))
        {
            long amount = account.Currency.OfEuroCents(wish.EuroCents);
            if (!wish.Deposit && random.Int(1, 100) == 1)
            {
                amount = available + account.Currency.OfEuroCents(random.Int(100, 50_000));
                Refused++;
            }
            else if (!wish.Deposit && amount > available)
            {
                continue;
            }
            else
            {
                available += wish.Deposit ? amount : -amount;
            }

            bool namesItsTime = random.Int(1, 100) <= 60;
            postings.Add(new SamplePosting(account, wish.Deposit, amount, wish.At, namesItsTime, wish.Description, wish.Reference, wish.Metadata));
        }

        return postings;
    }
}
