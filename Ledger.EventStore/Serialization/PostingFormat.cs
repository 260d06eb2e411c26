using System.Text;
using System.Text.Unicode;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.EventStore.Serialization;

/// <summary>
/// Reads deposits and withdrawals, which most of a history is made of, in the plain form in which they are stored; what has more to
/// say than most is not read here.
/// </summary>
internal static class PostingFormat
{
    private delegate object Make(Guid transactionId, Money amount, Money balanceAfter, DateTimeOffset? effectiveAt, Personal<TransactionDetails> personal);

    public delegate object? Reader(ReadOnlySpan<byte> data);

    /// <summary>What reads a record; it answers <see langword="null"/> where it does not know. <see langword="null"/> for other records.</summary>
    public static Reader? Of(Type record) =>
        record == typeof(FundsDeposited) ? static data => TryRead(data, static (id, amount, balance, at, said) => new FundsDeposited(id, amount, balance, at, said))
        : record == typeof(FundsWithdrawn) ? static data => TryRead(data, static (id, amount, balance, at, said) => new FundsWithdrawn(id, amount, balance, at, said))
        : null;

    private static object? TryRead(ReadOnlySpan<byte> data, Make make)
    {
        var json = new PlainJson(data);
        return json.TryPass("{\"transactionId\":\""u8) && json.TryReadId(out var id)
            && json.TryPass(",\"amount\":\""u8) && TryReadMoney(ref json, out var amount)
            && json.TryPass(",\"balanceAfter\":\""u8) && TryReadMoney(ref json, out var balance)
            && TryReadTime(ref json, out var effectiveAt)
            && json.TryPass(",\"personal\":{\"keyId\":null,\"value\":{"u8) && ReadDetails(ref json) is { } details
            && json.TryPass("}}}"u8) && json.Left == 0 && Utf8.IsValid(data)
                ? make(id, amount, balance, effectiveAt, new(null, details))
                : null;
    }

    private static bool TryReadMoney(ref PlainJson json, out Money money)
    {
        Span<char> chars = stackalloc char[MoneyText.MaxLength];
        money = default;
        return json.TryReadText(out var text) && text.Length <= chars.Length
            && Ascii.ToUtf16(text, chars, out var length) == System.Buffers.OperationStatus.Done && MoneyText.TryParse(chars[..length], out money);
    }

    private static bool TryReadTime(ref PlainJson json, out DateTimeOffset? time)
    {
        time = null;
        if (!json.TryPass(",\"effectiveAt\":\""u8))
        {
            return true;
        }

        if (!json.TryReadText(out var text) || !Instant.TryParse(text, out var read))
        {
            return false;
        }

        time = read;
        return true;
    }

    private static TransactionDetails? ReadDetails(ref PlainJson json)
    {
        string? description = null, reference = null;
        if (json.TryPass("\"description\":\""u8))
        {
            if (!json.TryReadText(out var text))
            {
                return null;
            }

            description = Encoding.UTF8.GetString(text);
        }

        if (json.TryPass(description is null ? "\"reference\":\""u8 : ",\"reference\":\""u8))
        {
            if (!json.TryReadText(out var text))
            {
                return null;
            }

            reference = Encoding.UTF8.GetString(text);
        }

        return new(description, reference);
    }
}
