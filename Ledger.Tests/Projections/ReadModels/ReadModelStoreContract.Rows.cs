using Dapper;
using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>What is written is read, value by value.</summary>
public abstract partial class ReadModelStoreContract
{
    public static TheoryData<string> Texts =>
    [
        "", " ", "plain", "it's \"quoted\"", "back\\slash and %_ and $1 ?1 @p :p", "line\r\nfeed\ttab", "\u0001\u001f\u007f", "NULL", "{a,b}",
        "ünïcödé ÄÖÜß", "İıſK", "e\u0301 and é", "שלום عربى", "漢字かな交じり", "\ufffd\uffff\ufeff", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐐷", "👩‍👩‍👧‍👦🏳️‍🌈", "\u202eright to left",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Every_text_is_read_as_it_was_written_in_keys_too(string text)
    {
        var thing = new Thing($"id{text}", text, text, 1);
        await _store.UpsertAsync(0, 1, thing);
        await _store.CommitAsync(1, 2, transaction => transaction.Update(Things.Amounts, [thing with { Amount = 2 }]));

        (await _store.RowsAsync()).Should().Equal(thing with { Amount = 2 });
        await using var connection = await _store.OpenAsync(CancellationToken.None);
        (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM things WHERE name = @text AND id = @id", new { text, id = thing.Id })).Should().Be(1);
    }

    [Fact]
    public async Task No_value_is_not_an_empty_text()
    {
        Thing[] things = [new("a", null, "", 1), new("b", "", "", 1)];
        await _store.UpsertAsync(0, 1, things);
        (await _store.RowsAsync()).Should().Equal(things);
        await _store.UpsertAsync(1, 2, things[0] with { Note = "x" }, things[1] with { Note = null });
        (await _store.RowsAsync()).Select(thing => thing.Note).Should().Equal("x", null);
    }

    [Fact]
    public async Task Numbers_have_64_bits()
    {
        Thing[] things = [Things.Of("a", long.MinValue), Things.Of("b", -1), Things.Of("c", 0), Things.Of("d", long.MaxValue)];
        await _store.UpsertAsync(0, 1, things);
        (await _store.RowsAsync()).Should().Equal(things);
    }

    [Fact]
    public async Task Texts_are_in_the_order_of_their_bytes()
    {
        // In UTF-8: a letter beyond the basic plane comes after every one in it, unlike in UTF-16.
        string[] ids = ["", "A", "B", "Z", "_", "a", "a b", "aB", "ab", "b", "z", "ä", "é", "ﬃ", "\ufffd", "𐐷"];
        await _store.UpsertAsync(0, 1, [.. ids.Reverse().Select(id => Things.Of(id))]);
        (await _store.RowsAsync()).Select(thing => thing.Id).Should().Equal(ids);
        await using var connection = await _store.OpenAsync(CancellationToken.None);
        (await connection.QueryAsync<string>("SELECT id FROM things WHERE id > 'Z' AND id < 'aa' ORDER BY id DESC")).Should().Equal("aB", "a b", "a", "_");
    }

    [Fact]
    public async Task An_upsert_replaces_the_columns_that_it_names_and_no_other()
    {
        await _store.UpsertAsync(0, 1, new Thing("a", "note", "name", 1), new Thing("b", "note", "name", 1));
        await _store.CommitAsync(1, 2, transaction => transaction.Upsert(
            new TableShape<Thing>("things").Key("id", thing => thing.Id).Text("name", thing => thing.Name).Number("amount", thing => thing.Amount),
            [new("b", "not this", "new", 2), new("c", "nor this", "newer", 3)]));

        (await _store.RowsAsync()).Should().Equal(new Thing("a", "note", "name", 1), new("b", "note", "new", 2), new("c", null, "newer", 3));
    }

    [Fact]
    public async Task A_missing_row_is_inserted_and_one_that_is_there_stays_as_it_is()
    {
        await _store.CommitAsync(0, 1, transaction => transaction.InsertMissing(Things.Pairs, [("a", "b", 1), ("a", "c", 1)]));
        await _store.CommitAsync(1, 2, transaction => transaction.InsertMissing(Things.Pairs, [("a", "c", 9), ("b", "a", 2)]));

        await using var connection = await _store.OpenAsync(CancellationToken.None);
        (await connection.QueryAsync<string>("SELECT left_id || right_id || weight FROM pairs ORDER BY left_id, right_id")).Should().Equal("ab1", "ac1", "ba2");
    }

    [Fact]
    public async Task An_update_replaces_the_columns_that_it_names_in_the_rows_that_it_names()
    {
        await _store.UpsertAsync(0, 1, new Thing("a", "note", "name", 1), new Thing("b", "note", "name", 1));
        await _store.CommitAsync(1, 2, transaction => transaction.Update(Things.Amounts, [new("b", null, "not this", 2)]));
        (await _store.RowsAsync()).Should().Equal(new Thing("a", "note", "name", 1), new("b", "note", "name", 2));
    }

    [Fact]
    public async Task An_update_of_a_row_that_is_not_there_writes_nothing_and_says_which_table()
    {
        await _store.UpsertAsync(0, 1, Things.Of("a"));

        (await _store.Awaiting(store => store.CommitAsync(1, 2, transaction =>
        {
            transaction.InsertMissing(Things.Pairs, [("a", "b", 1)]);
            transaction.Update(Things.Amounts, [Things.Of("a", 2), Things.Of("b", 2)]);
        })).Should().ThrowAsync<ReadModelMismatchException>()).Which.Message.Should().Contain("things");

        (await _store.FindAsync()).Should().Be(Things.Checkpoint(1));
        (await _store.RowsAsync()).Should().Equal(Things.Of("a"));
    }

    [Fact]
    public async Task What_one_commit_inserts_it_can_update()
    {
        await _store.CommitAsync(0, 1, transaction =>
        {
            transaction.Upsert(Things.All, [Things.Of("a")]);
            transaction.Update(Things.Amounts, [Things.Of("a", 2)]);
        });
        (await _store.RowsAsync()).Should().Equal(Things.Of("a", 2));
    }

    [Fact]
    public async Task Of_a_maximum_the_larger_one_stays_and_other_numbers_add_up()
    {
        var largest = new TableShape<(string Left, string Right, long Weight)>("pairs")
            .Key("left_id", pair => pair.Left).Key("right_id", pair => pair.Right).Maximum("weight", pair => pair.Weight);
        long[] weights = [5, 3, 9];
        foreach (var (i, weight) in weights.Index())
        {
            await _store.CommitAsync(i, i + 1, transaction =>
            {
                transaction.Accumulate(largest, [("a", "max", weight)]);
                transaction.Accumulate(Things.Pairs, [("a", "sum", weight)]);
            });
        }

        (await PairsAsync()).Should().Equal("a max 9", "a sum 17");
    }

    [Fact]
    public async Task What_rows_come_to_is_added_and_taken_away_as_they_are_at_that_moment()
    {
        var byName = new Gathering("pairs", "things", "id", "amount > 0").Key("left_id", "name").Key("right_id", "'sum'").Sum("weight", "amount");
        string[] keys = ["a", "b", "nobody"];
        await _store.CommitAsync(0, 1, transaction =>
        {
            transaction.Upsert(Things.All, [new("a", null, "x", 1), new("b", null, "x", 2), new("c", null, "x", 100), new("d", null, "y", -5)]);
            transaction.Gather(byName, [.. keys, "d"], isAdded: true);
        });
        (await PairsAsync()).Should().Equal("x sum 3");

        await _store.CommitAsync(1, 2, transaction =>
        {
            transaction.Gather(byName, keys, isAdded: false);
            transaction.Update(Things.Amounts, [Things.Of("a", 10)]);
            transaction.Gather(byName, keys, isAdded: true);
            transaction.Gather(byName, [], isAdded: true);
        });
        (await PairsAsync()).Should().Equal("x sum 12");
    }

    private async Task<IEnumerable<string>> PairsAsync()
    {
        await using var connection = await _store.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync<string>("SELECT left_id || ' ' || right_id || ' ' || weight FROM pairs ORDER BY left_id, right_id");
    }

    [Fact]
    public async Task A_commit_may_have_twenty_thousand_rows()
    {
        var things = Things.Many(20_000).ToArray();
        await _store.UpsertAsync(0, 1, things);
        await _store.CommitAsync(1, 2, transaction => transaction.Update(Things.Amounts, [.. things.Select(thing => thing with { Amount = 2 })]));
        await _store.UpsertAsync(2, 3, [.. Things.Many(20_500, 3)]);
        (await _store.RowsAsync()).Should().Equal(Things.Many(20_500, 3));
    }

    [Fact]
    public async Task A_connection_for_queries_cannot_write()
    {
        await using var connection = await _store.OpenAsync(CancellationToken.None);
        await connection.Awaiting(c => c.ExecuteAsync("DELETE FROM things_g1")).Should().ThrowAsync<System.Data.Common.DbException>();
    }
}
