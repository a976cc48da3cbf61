import { render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { createLoadable } from '#ui/loadable.tsx'

interface GreetingProps {
  readonly name: string
}

const Greeting = ({ name }: GreetingProps) => <p>{`Hello ${name}`}</p>

describe('a component that is loaded on demand', () => {
  test('shows its fallback until its code is there, which is requested once', async () => {
    const load = vi.fn<() => Promise<ComponentType<GreetingProps>>>(async () => Greeting)
    const Loadable = createLoadable(load)
    render(<Loadable name="Ada" fallback={<p>Loading</p>} />)
    expect(screen.getByText('Loading')).toBeVisible()
    expect(await screen.findByText('Hello Ada')).toBeVisible()

    render(<Loadable name="Grace" fallback={<p>Loading</p>} />)
    expect(screen.getByText('Hello Grace')).toBeVisible()
    expect(screen.queryByText('Loading')).toBeNull()
    expect(load).toHaveBeenCalledOnce()
  })

  test('is rendered at once if its code was loaded before', async () => {
    const component = Promise.resolve(Greeting)
    const Loadable = createLoadable(() => component)
    Loadable.preload()
    await component

    render(<Loadable name="Ada" fallback={<p>Loading</p>} />)
    expect(screen.getByText('Hello Ada')).toBeVisible()
  })

  test('shows what stands for it if its code cannot be loaded, and tries again the next time', async () => {
    const load = vi
      .fn<() => Promise<ComponentType<GreetingProps>>>()
      .mockRejectedValueOnce(new Error('no chunk'))
      .mockResolvedValue(Greeting)
    const Loadable = createLoadable(load, { failure: ({ name }) => <p>{`Nothing for ${name}`}</p> })
    const first = render(<Loadable name="Ada" />)
    expect(await screen.findByText('Nothing for Ada')).toBeVisible()
    first.unmount()

    render(<Loadable name="Ada" />)
    expect(await screen.findByText('Hello Ada')).toBeVisible()
  })
})
