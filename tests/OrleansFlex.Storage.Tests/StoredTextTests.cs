using System.Text;

namespace OrleansFlex.Storage.Tests;

public sealed class StoredTextTests
{
    [Fact]
    public void Storable_text_is_exactly_what_strict_utf8_and_postgres_take()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var random = new Random(5);
        char[] interesting = ['\0', 'a', '\u007F', 'é', '\uD7FF', '\uD800', '\uDBFF', '\uDC00', '\uDFFF', '\uE000', '\uFFFF'];
        for (var run = 0; run < 20_000; run++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => interesting[random.Next(interesting.Length)])]);

            StoredText.IsStorable(text).ShouldBe(!text.Contains('\0') && Encodes(text), string.Join(' ', text.Select(unit => $"{(int)unit:X4}")));
        }

        bool Encodes(string text)
        {
            try
            {
                return strict.GetByteCount(text) >= 0;
            }
            catch (EncoderFallbackException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void An_etag_reads_back_what_was_printed()
    {
        var random = new Random(6);
        for (var run = 0; run < 10_000; run++)
        {
            var etag = new StateETag(random.NextInt64(), random.NextInt64(random.Next(2) == 0 ? 100 : long.MaxValue));

            StateETag.TryParse(etag.ToString(), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(etag);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1")]
    [InlineData(".1")]
    [InlineData("1.")]
    [InlineData("1.2.3")]
    [InlineData("+1.2")]
    [InlineData(" 1.2")]
    [InlineData("1.-2")]
    [InlineData("１.２")]
    [InlineData("9223372036854775808.1")]
    public void What_was_never_printed_is_no_etag(string text) => StateETag.TryParse(text, out _).ShouldBeFalse();
}
