using Ledger.Domain.Kernel;

namespace Ledger.Tests.Domain;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("Alice.B_c-9")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void An_id_is_1_to_64_letters_digits_points_lines_and_dashes(string id) => Identifier.IsValid(id).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("ä")]
    [InlineData("٣")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void Anything_else_is_no_id(string id) => Identifier.IsValid(id).Should().BeFalse();
}
